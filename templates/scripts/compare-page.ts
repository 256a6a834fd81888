// The script of the page that compares agencies.
import { Compare } from "./compare";

const app = document.getElementById("compare-app");
if (app) new Compare(app);
