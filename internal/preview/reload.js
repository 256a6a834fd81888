// Reloads the page after a good build, and says so on it when one fails. It makes
// elements and text only, as the site's Trusted Types policy demands.
(function () {
  "use strict";
  var state = document.documentElement.dataset.state; // of the page of findings only
  var events = new EventSource("/-/events?build=BUILD");

  events.addEventListener("built", function () {
    location.reload();
  });

  events.addEventListener("failed", function (event) {
    if (!state) show(event.data);
    else if (state !== event.lastEventId) location.reload();
  });

  // A stream is a connection, of which a browser has six for a host.
  addEventListener("pagehide", function () {
    events.close();
  });
  addEventListener("pageshow", function (event) {
    if (event.persisted) location.reload();
  });

  function show(count) {
    var bar = document.querySelector(".gongshi-preview-bar");
    if (!bar) {
      var style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = "/-/preview.css";
      document.head.append(style);
      bar = document.createElement("div");
      bar.className = "gongshi-preview-bar";
      bar.setAttribute("role", "status");
      document.body.prepend(bar);
    }
    var link = document.createElement("a");
    link.href = "/-/findings";
    link.append(
      text("zh-CN", "构建失败：" + count + " 个问题。这里仍是上次成功构建的页面。"),
      " ",
      text("en", "Build failed: " + count + " findings. This is still the page of the last good build."),
    );
    bar.replaceChildren(link);
  }

  function text(lang, words) {
    var span = document.createElement("span");
    span.lang = lang;
    span.textContent = words;
    return span;
  }
})();
