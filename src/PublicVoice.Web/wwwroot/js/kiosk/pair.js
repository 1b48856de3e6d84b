// Takes the code from the link, where no server or proxy gets to see it, and says what would go wrong.

import * as store from "./store.js";

const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  document.getElementById("f-Code").value = code;
  history.replaceState(null, "", location.pathname + location.search);
}

if (isSecureContext) {
  document.getElementById("masih-ada").hidden = (await store.counts()).waiting === 0;
} else {
  document.getElementById("tidak-aman").hidden = false;
  document.getElementById("pasang").hidden = true;
}
