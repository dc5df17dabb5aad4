// Runs before the page is painted, so that nobody who likes it dark is dazzled first.
(function () {
  'use strict';
  let chosen = null;
  try {
    chosen = localStorage.getItem('huiyin.theme');
  } catch (e) {
    // Storage may be forbidden; then the system decides.
  }
  const system = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = chosen === 'dark' || chosen === 'light' ? chosen : system;
})();
