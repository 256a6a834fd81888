// The script of the pages of records: agencies, projects, sanctions.
import "./provenance";
import "./citation";
