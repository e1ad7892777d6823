// @ts-check
import { find } from "../element.js";

/** The forms do what most do: stop the submission, go on by script. */
function start() {
  find("#sample-form").addEventListener("submit", (event) => {
    event.preventDefault();
    find("#sample-thanks").textContent = "Thank you. The samples are on their way.";
  });
  find("#newsletter-form").addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign("/shop/subscribed");
  });
}

start();
