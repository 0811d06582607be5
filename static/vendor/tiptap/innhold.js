export { Editor } from "@tiptap/core";
export { StarterKit } from "@tiptap/starter-kit";
export { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
export { goToNextCell } from "@tiptap/pm/tables";
