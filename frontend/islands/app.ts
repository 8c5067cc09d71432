// Everything every page shares. Islands with a drawing of their own live in folders beside this file.
import "./htmx_setup.ts";
import { watchDrafts } from "./drafts.ts";
import { watchErrors } from "./errors.ts";
import { watchExit } from "./exit.ts";
import { watchGrowing } from "./grow.ts";
import { watchIdle } from "./idle.ts";
import { watchMenus } from "./menus.ts";
import { watchScrolling } from "./scrolling.ts";
import { watchSubmits } from "./submits.ts";

watchErrors();
watchSubmits();
watchDrafts();
watchIdle();
watchMenus();
watchGrowing();
watchScrolling();
watchExit();
