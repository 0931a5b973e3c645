// Files that are dropped anywhere on the page go into the field of "Add documents", as if they were dropped there.

const FILE_FIELD = '[data-testid="stFileUploader"] input[type="file"]';

function takeDroppedFiles(signal) {
  let depth = 0;
  const show = (isOver) => document.body.classList.toggle("dropping", isOver);
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files") && document.querySelector(FILE_FIELD);
  const on = (name, act) => addEventListener(name, (event) => hasFiles(event) && act(event), { signal });
  on("dragenter", () => show(++depth > 0));
  on("dragleave", () => show(--depth > 0));
  on("dragover", (event) => event.preventDefault());
  addEventListener(
    "drop",
    (event) => {
      depth = 0;
      show(false);
      const field = hasFiles(event);
      if (!field) return;
      event.preventDefault();
      if (event.target instanceof Element && event.target.closest('[data-testid="stFileUploaderDropzone"]')) return;
      const details = field.closest("details");
      if (details) details.open = true;
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    },
    { signal },
  );
}
