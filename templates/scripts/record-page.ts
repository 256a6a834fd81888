// The script of an agency's page.
import { folded } from "./folded";
import { peers } from "./peers";

folded();
peers();
