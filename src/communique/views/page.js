// What belongs together lights up together; the boxes on top hide a kind of mark; a folded card opens when it is gone to.
(() => {
  const all = [...document.querySelectorAll("[data-ids]")];
  const light = (from, on) => {
    const ids = new Set(from.dataset.ids.split(" "));
    for (const other of all) {
      if (other.dataset.ids.split(" ").some((id) => ids.has(id)) || ids.has(other.id)) other.classList.toggle("on", on);
    }
  };
  const own = (event) => event.target.closest?.("[data-ids]");
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => { const from = own(event); if (from) light(from, on); });
  }
  for (const box of document.querySelectorAll("[data-layer]")) {
    box.addEventListener("change", () => document.body.classList.toggle(`off-${box.dataset.layer}`, !box.checked));
  }
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    for (let at = target?.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target?.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", open);
  open();
})();
