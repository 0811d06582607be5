// Makes the text fields of rich text into editors. What is written is kept in the field itself, as HTML of the subset that
// `felles/riktekst.py` stores; without this file one writes there.
"use strict";

(() => {
  const { Editor, StarterKit, Table, TableCell, TableHeader, TableRow, goToNextCell } = TipTap;
  const LINK = /^(https?:|mailto:|tel:)/i;

  // --- What may be written ---------------------------------------------------------------------------

  // The Tab key must not add rows for ever; in the last cell it leads out of the text.
  const PlainTable = Table.extend({
    addKeyboardShortcuts() {
      const inTable = (run) => () => this.editor.isActive("table") && run(this.editor);
      return {
        Tab: inTable(({ state, view }) => goToNextCell(1)(state, view.dispatch)),
        "Shift-Tab": inTable(({ state, view }) => goToNextCell(-1)(state, view.dispatch)),
      };
    },
  });

  const extensions = [
    StarterKit.configure({
      heading: { levels: [3, 4] },
      link: { openOnClick: false, autolink: false, HTMLAttributes: { rel: null, target: null } },
      code: false,
      codeBlock: false,
      horizontalRule: false,
      strike: false,
      underline: false,
    }),
    PlainTable.configure({ resizable: false, HTMLAttributes: { style: null } }),
    TableRow,
    TableHeader,
    TableCell,
  ];

  // --- What is pasted ----------------------------------------------------------------------------------

  // Word writes a list as paragraphs with a sign of its own in front, and says in the style that they are points.
  function listLevel(paragraph) {
    return Number(paragraph.getAttribute("style")?.match(/mso-list:[^;]*level(\d)/i)?.[1] ?? 0);
  }

  function wordLists(body) {
    let open = [];
    for (const paragraph of [...body.querySelectorAll("p")]) {
      const level = listLevel(paragraph);
      const follows = open.length && paragraph.previousElementSibling === open[0];
      if (!follows) open = [];
      if (!level) continue;
      const sign = paragraph.querySelector('[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]');
      const kind = /^\s*[\da-z]{1,3}[.)]/i.test(sign?.textContent ?? "") ? "ol" : "ul";
      sign?.remove();
      open.length = Math.min(open.length, level);
      while (open.length < level) {
        const list = document.createElement(kind);
        if (open.length) (open.at(-1).lastElementChild ?? open.at(-1).appendChild(document.createElement("li"))).append(list);
        else paragraph.before(list);
        open.push(list);
      }
      const item = document.createElement("li");
      item.append(...paragraph.childNodes);
      open.at(-1).append(item);
      paragraph.remove();
    }
  }

  function rename(body, from, to) {
    for (const element of body.querySelectorAll(from)) {
      const other = document.createElement(to);
      other.append(...element.childNodes);
      element.replaceWith(other);
    }
  }

  function transformPastedHTML(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    wordLists(body);
    rename(body, "h1, h2", "h3");
    rename(body, "h5, h6", "h4");
    return body.innerHTML;
  }

  // --- The toolbar -------------------------------------------------------------------------------------

  const actions = {
    overskrift: (chain) => chain.toggleHeading({ level: 3 }),
    underoverskrift: (chain) => chain.toggleHeading({ level: 4 }),
    fet: (chain) => chain.toggleBold(),
    kursiv: (chain) => chain.toggleItalic(),
    punkter: (chain) => chain.toggleBulletList(),
    nummer: (chain) => chain.toggleOrderedList(),
    sitat: (chain) => chain.toggleBlockquote(),
    tabell: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
    rad: (chain) => chain.addRowAfter(),
    kolonne: (chain) => chain.addColumnAfter(),
    fjern_rad: (chain) => chain.deleteRow(),
    fjern_kolonne: (chain) => chain.deleteColumn(),
    fjern_tabell: (chain) => chain.deleteTable(),
    angre: (chain) => chain.undo(),
  };
  const pressed = {
    overskrift: ["heading", { level: 3 }],
    underoverskrift: ["heading", { level: 4 }],
    fet: ["bold"],
    kursiv: ["italic"],
    punkter: ["bulletList"],
    nummer: ["orderedList"],
    sitat: ["blockquote"],
    lenke: ["link"],
  };

  const shown = (toolbar) => [...toolbar.querySelectorAll("button:not([hidden])")];

  function refresh(toolbar, editor) {
    for (const button of toolbar.querySelectorAll("button")) {
      const state = pressed[button.dataset.gjor];
      if (state) button.setAttribute("aria-pressed", editor.isActive(...state));
      if (button.dataset.i) button.hidden = !editor.isActive(button.dataset.i);
    }
    const buttons = shown(toolbar);
    if (!buttons.some((button) => button.tabIndex === 0)) rove(toolbar, buttons[0]);
  }

  // One stop for the Tab key; the arrows go on from there.
  function rove(toolbar, to) {
    for (const button of toolbar.querySelectorAll("button")) button.tabIndex = button === to ? 0 : -1;
  }

  function moveBy(toolbar, event) {
    const buttons = shown(toolbar);
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const button = buttons.at(to % buttons.length);
    rove(toolbar, button);
    button.focus();
  }

  function setUpLink(panel, editor) {
    const input = panel.querySelector("input");
    const close = () => {
      panel.hidden = true;
      editor.commands.focus();
    };
    const set = (address) => {
      const chain = editor.chain().focus().extendMarkRange("link");
      if (!address) chain.unsetLink().run();
      else {
        const href = LINK.test(address) ? address : `https://${address}`;
        if (editor.state.selection.empty && !editor.isActive("link")) {
          chain.insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href } }] }).run();
        } else chain.setLink({ href }).run();
      }
      close();
    };
    panel.addEventListener("click", ({ target }) => {
      const what = target.closest("[data-lenke]")?.dataset.lenke;
      if (what) set(what === "sett" ? input.value.trim() : "");
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (event.key !== "Enter") return;
      event.preventDefault();
      set(input.value.trim());
    });
    return () => {
      panel.hidden = false;
      input.value = editor.getAttributes("link").href ?? "";
      input.focus();
    };
  }

  function setUpToolbar(toolbar, editor, openLink) {
    toolbar.hidden = false;
    toolbar.addEventListener("mousedown", (event) => event.preventDefault());
    toolbar.addEventListener("keydown", (event) => moveBy(toolbar, event));
    toolbar.addEventListener("click", ({ target }) => {
      const what = target.closest("[data-gjor]")?.dataset.gjor;
      if (what === "lenke") openLink();
      else if (what) actions[what](editor.chain().focus()).run();
    });
    editor.on("transaction", () => refresh(toolbar, editor));
    refresh(toolbar, editor);
  }

  // --- One field ---------------------------------------------------------------------------------------

  function describe(field) {
    const label = document.querySelector(`label[for="${field.id}"]`);
    if (label) label.id ||= `${field.id}_ledetekst`;
    const attributes = { id: field.id, role: "textbox", "aria-multiline": "true", class: "riktekst-felt riktekst-vist" };
    if (label) attributes["aria-labelledby"] = label.id;
    for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) {
      if (field.hasAttribute(name)) attributes[name] = field.getAttribute(name);
    }
    return { attributes, label };
  }

  function start(root) {
    const field = root.querySelector("textarea");
    const toolbar = root.querySelector('[role="toolbar"]');
    const { attributes, label } = describe(field);
    // The editor takes over the field's name for links and labels; the field keeps the one that is sent.
    field.removeAttribute("id");
    field.hidden = true;
    root.dataset.klar = "";
    const place = document.createElement("div");
    field.before(place);
    const editor = new Editor({
      element: place,
      extensions,
      content: field.value,
      injectCSS: false,
      editorProps: {
        attributes,
        transformPastedHTML,
        handleKeyDown(_view, event) {
          if (event.key !== "Escape") return false;
          shown(toolbar).find((button) => button.tabIndex === 0)?.focus();
          return true;
        },
      },
      onUpdate: () => {
        field.value = editor.isEmpty ? "" : editor.getHTML();
        field.dispatchEvent(new Event("input", { bubbles: true }));
      },
    });
    let before = field.value;
    editor.on("blur", () => {
      if (field.value === before) return;
      before = field.value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    label?.addEventListener("click", () => editor.commands.focus());
    setUpToolbar(toolbar, editor, setUpLink(root.querySelector(".riktekst-lenke"), editor));
  }

  function prepare(root) {
    for (const one of root.querySelectorAll("[data-riktekst]:not([data-klar])")) start(one);
  }

  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
})();
