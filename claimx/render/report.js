"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const notes = all(".notes > li");
  const pieces = new Map();
  for (const mark of all("mark")) {
    const known = pieces.get(mark.dataset.claim);
    if (known) known.push(mark);
    else pieces.set(mark.dataset.claim, [mark]);
  }
  const of = (claim) => pieces.get(claim) ?? [];

  // Filters
  const score = one("#score");
  const who = one("#who");
  const said = (element) =>
    !who.value ||
    element.dataset.who === who.value ||
    (who.value === "named" && element.dataset.who.startsWith("="));
  const filter = () => {
    let shown = 0;
    for (const note of notes) {
      const stays = Number(note.dataset.score) >= Number(score.value) && said(note);
      note.hidden = !stays;
      for (const mark of of(note.dataset.claim)) mark.classList.toggle("out", !stays);
      shown += stays;
    }
    for (const list of all(".notes")) list.hidden = !all("li:not([hidden])", list).length;
    for (const row of all("tr[data-who]")) row.hidden = !said(row);
    one("output").value = Number(score.value).toFixed(2);
    one("#shown").textContent = `${shown} of ${notes.length} claims shown`;
  };
  if (score) {
    one(".with-script").hidden = false;
    score.addEventListener("input", filter);
    who.addEventListener("change", filter);
    filter();
  }
  one("form").addEventListener("submit", (event) => event.preventDefault());

  // A link to a claim shows it, whatever the filters say.
  const follow = () => {
    const claim = location.hash.slice(1).replace(/-note$/, "");
    const hidden = of(claim)[0]?.classList.contains("out");
    if (hidden) {
      score.value = 0;
      who.value = "";
      filter();
    }
    for (const mark of all("mark.here")) mark.classList.remove("here");
    for (const mark of of(claim)) mark.classList.add("here");
    if (hidden) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();

  // A note and its claim light up together.
  const light = (claim, on) => {
    for (const mark of of(claim)) mark.classList.toggle("on", on);
    document.getElementById(`${claim}-note`)?.classList.toggle("on", on);
  };
  for (const element of [...notes, ...all("mark")]) {
    const claim = element.dataset.claim;
    element.addEventListener("pointerenter", () => light(claim, true));
    element.addEventListener("pointerleave", () => light(claim, false));
    element.addEventListener("focusin", () => light(claim, true));
    element.addEventListener("focusout", () => light(claim, false));
  }

  // Tables sort by a click on a column's head.
  const inWords = new Intl.Collator("en", { numeric: true });
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.key ?? cell.textContent;
  };
  const compare = (a, b) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    const difference = Number(a) - Number(b);
    return Number.isNaN(difference) ? inWords.compare(a, b) : difference;
  };
  for (const table of all("table")) {
    const heads = all("th", table);
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.ariaSort === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.ariaSort = down ? "descending" : "ascending";
        const body = table.tBodies[0];
        const rows = [...body.rows].map((row) => [key(row, column), row]);
        rows.sort(([a], [b]) => (a === "" || b === "" || !down ? compare(a, b) : compare(b, a)));
        body.append(...rows.map(([, row]) => row));
      });
    });
  }
})();
