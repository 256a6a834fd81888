// The script of the pages of records: agencies, projects, sanctions.
import { folded } from "./folded";
import { follow } from "./sections";
import { peers } from "./peers";
import "./provenance";
import "./citation";

follow();
folded();
peers();
