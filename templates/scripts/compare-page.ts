// The script of the page that compares agencies.
export {};
