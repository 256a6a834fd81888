// The address of a record that was a section of this page, and is none now, leads to the
// record's own page: a sanction that is not shown any more has a page in any case, and a
// portal may have given pages to all.
export function follow(): void {
  const [, table, slug] = /^#(projects|sanctions)-([a-z0-9-]+)$/.exec(location.hash) ?? [];
  if (!slug || document.getElementById(location.hash.slice(1))) return;
  const page = `${table}/${slug}.html`;
  if (table === "sanctions" || Array.from(document.links).some((a) => a.pathname.endsWith(`/${page}`))) location.replace(`../${page}`);
}
