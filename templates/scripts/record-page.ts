// The script of the pages of records: agencies, projects, sanctions.
import { folded } from "./folded";
import { peers } from "./peers";
import "./provenance";
import "./citation";

folded();
peers();
