// Second half of the chat page's script; page.js comes before it.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let exchanges = 0;

Object.assign(actions, {
	ask: (button) => trigger("submit", { question: button.dataset.question }),
	retry: () => trigger("retry", { again: true }),
	stop: () => trigger("stop", {}),
	clear: () => {
		closeSource();
		trigger("clear", {});
		composer()?.focus();
	},
	copy: copyAnswer,
});

onEscape = () => {
	if (element.querySelector("[data-action=stop]")) trigger("stop", {});
};

document.addEventListener("keydown", (event) => {
	if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName)) {
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

function composer() {
	return document.querySelector("#zt-question textarea, #zt-question input");
}

async function copyAnswer(button) {
	const { text, done } = button.dataset;
	if (navigator.clipboard) await navigator.clipboard.writeText(text);
	else copyBySelection(text); // the clipboard is closed to pages served over plain http
	const label = button.textContent;
	button.textContent = done;
	setTimeout(() => (button.textContent = label), 1500);
}

function copyBySelection(text) {
	const area = document.createElement("textarea");
	area.value = text;
	document.body.append(area);
	area.select();
	document.execCommand("copy");
	area.remove();
}
