// The script of pages with long tables.
export {};
