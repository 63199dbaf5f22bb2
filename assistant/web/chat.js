// Second part of the chat page's script: asking, and the conversation on screen. page.js comes before it.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const BACK_MS = 3000;
let exchanges = 0;

Object.assign(actions, {
	ask: (button) => ask(button.dataset.question),
	retry: () => trigger("retry", { again: true }),
	stop,
	clear: () => {
		closeSource();
		forgetAsked();
		trigger("clear", {});
		composer()?.focus();
	},
	copy: copyAnswer,
});

onEscape = () => {
	const open = document.querySelector(".zt-menu[open], .zt-day[open]");
	if (open) {
		open.open = false;
		open.querySelector("summary").focus();
	} else if (!drawer.open && element.querySelector("[data-action=stop]")) stop();
};

// A server that goes away in good order ends its answers as if they were whole, and Gradio waits on. A question that
// still waits a while after the server is back is asked again by the page's next start.
onBack = () => {
	setTimeout(() => {
		if (!away && element.querySelector("[aria-busy=true]")) location.reload();
	}, BACK_MS);
};

document.addEventListener("keydown", (event) => {
	if (event.key === "/" && !drawer.open && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName)) {
		event.preventDefault();
		composer()?.focus();
	}
});

// A new question moves to the top and stays there: while its answer is written, nothing jumps.
watch("value", () => {
	const now = element.querySelectorAll(".zt-exchange").length;
	if (now > exchanges) {
		const last = element.querySelector(".zt-exchange.zt-last");
		last?.scrollIntoView({ block: "start", behavior: exchanges && !calm.matches ? "smooth" : "auto" });
	} else if (now === 0) {
		scrollTo(0, 0);
	}
	exchanges = now;
});

function ask(question) {
	rememberAsked(question);
	trigger("submit", { question });
}

function stop() {
	forgetAsked();
	trigger("stop", {});
}

function composer() {
	return document.querySelector("#zt-question textarea, #zt-question input");
}

async function copyAnswer(button) {
	await copied(button.dataset.text);
	sayDone(button, button.dataset.done);
}
