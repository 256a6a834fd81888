// The script of an agency's page.
export {};
