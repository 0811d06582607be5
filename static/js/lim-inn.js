// A table that is pasted into a text area goes along as a table too: the area itself holds only its words.
document.addEventListener("paste", (hendelse) => {
  const navn = hendelse.target.dataset?.limInn;
  const felt = navn && hendelse.target.form?.elements[navn];
  if (!felt) return;
  const html = hendelse.clipboardData.getData("text/html");
  felt.value = html.includes("<table") ? html : "";
});
