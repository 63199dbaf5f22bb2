// Second part of the plan page's script; page.js comes before it. What is filled in stays in this tab's storage.
const STORED = "zhengtu-plan";
const TYPING_PAUSE_MS = 450;
const BUSY_AFTER_MS = 300;
const MAX_FILE_BYTES = 1024 * 1024;
const TYPED = ["role", "courses"];
const form = byId("zt-plan-form");
const result = byId("zt-plan-result");
const busy = byId("zt-plan-busy");
let welcome = "";
let before = {};
let asked = 0;
let typing = 0;

Object.assign(actions, {
	chooseRole: (button) => {
		form.elements.role.value = button.dataset.role;
		refresh();
	},
	print: () => window.print(),
});

async function start() {
	[form.innerHTML, welcome] = await onceThere(() => server.fields(null));
	restore();
	fillIn();
	await refresh();
}

// What a link from the chat says goes before what this tab kept; it is read once, so that a change is not undone.
function fillIn() {
	const said = new URLSearchParams(location.search);
	if (!said.size) return;
	for (const name of ["role", "certificate", "level", "target_level", "courses", "talent_level"])
		if (name in form.elements) form.elements[name].value = said.get(name) ?? "";
	history.replaceState(history.state, "", location.pathname);
}

// One course a line; what stands after a tab is its contents.
function coursesDone() {
	const lines = form.elements.courses.value.split("\n").map((line) => line.split("\t"));
	return lines
		.map(([name, ...rest]) => ({ name: name.trim(), contents: rest.join(" ").trim() }))
		.filter((course) => course.name);
}

function request() {
	const { role, certificate, level, target_level, talent_level } = form.elements;
	return {
		role: role.value.trim(),
		certificate: certificate.value,
		level: level.value,
		target_level: target_level.value,
		courses: coursesDone(),
		skills: [...form.querySelectorAll("[name=skills]:checked")].map((box) => box.value),
		talent_level: talent_level.value,
	};
}

function keep() {
	try {
		sessionStorage.setItem(STORED, JSON.stringify({ ...request(), courses: form.elements.courses.value }));
	} catch {
		// No storage, or it is full: the page works without it.
	}
}

function restore() {
	let kept;
	try {
		kept = JSON.parse(sessionStorage.getItem(STORED) ?? "{}");
	} catch {
		return;
	}
	for (const name of ["role", "certificate", "level", "target_level", "courses", "talent_level"])
		if (typeof kept[name] === "string") form.elements[name].value = kept[name];
	for (const box of form.querySelectorAll("[name=skills]")) box.checked = kept.skills?.includes?.(box.value) ?? false;
	if (form.querySelector("[name=skills]:checked") || form.elements.talent_level.value)
		form.querySelector(".zt-skills").open = true;
}

async function refresh() {
	clearTimeout(typing);
	keep();
	const number = ++asked;
	const wanted = request();
	if (!wanted.role && !wanted.certificate) {
		show(welcome);
		return;
	}
	const waiting = setTimeout(() => (busy.hidden = false), BUSY_AFTER_MS);
	result.setAttribute("aria-busy", "true");
	const html = await fetched(() => server.plan({ request: wanted, before }));
	clearTimeout(waiting);
	if (number !== asked) return;
	show(html);
}

// What a person opened stays open when the result is drawn anew.
function show(html) {
	busy.hidden = true;
	closeIfGone();
	const opened = new Map([...result.querySelectorAll("details")].map((d) => [titleOf(d), d.open]));
	put(result, html, result.dataset.failed);
	result.setAttribute("aria-busy", "false");
	for (const details of result.querySelectorAll("details")) {
		const was = opened.get(titleOf(details));
		if (was !== undefined) details.open = was;
	}
	const plan = result.querySelector(".zt-plan-out");
	byId("zt-plan-said").textContent = plan?.dataset.said ?? "";
	if (plan) before = { key: plan.dataset.key, open: Number(plan.dataset.open) };
}

function titleOf(details) {
	return details.querySelector("summary > span, summary")?.textContent ?? "";
}

// The button that opened a source goes away with the result that it stood in. At first there is no panel yet.
function closeIfGone() {
	if (byId("zt-panel")?.hidden === false) closeSource();
}

form.addEventListener("submit", (event) => {
	event.preventDefault();
	refresh().then(() => byId("zt-plan-title")?.focus());
});
form.addEventListener("input", (event) => {
	if (event.target.type === "file") return;
	clearTimeout(typing);
	typing = setTimeout(refresh, TYPED.includes(event.target.name) ? TYPING_PAUSE_MS : 0);
});
// The fields have their first values again only after this event.
form.addEventListener("reset", () =>
	setTimeout(() => {
		byId("zt-p-read").replaceChildren();
		before = {};
		refresh();
	}, 0),
);

form.addEventListener("change", (event) => {
	if (event.target.type === "file" && event.target.files.length) upload(event.target);
});

async function upload(input) {
	const [file] = input.files;
	const texts = input.closest(".zt-upload").dataset;
	// The same file may be chosen again after it was put right.
	input.value = "";
	if (file.size > MAX_FILE_BYTES) {
		tell(texts.tooLarge);
		return;
	}
	tell(texts.busy);
	const data = new FormData();
	data.append("file", file);
	let answer;
	try {
		answer = await (await fetch(texts.url, { method: "POST", body: data })).json();
	} catch {
		tell(texts.failed);
		return;
	}
	if (answer.error) {
		tell(inLanguage(answer.error.message));
		return;
	}
	const list = form.elements.courses;
	const lines = list.value.split("\n").filter((line) => line.trim());
	const known = new Set(lines);
	const added = answer.courses.map((c) => (c.contents ? `${c.name}\t${c.contents}` : c.name));
	list.value = [...lines, ...added.filter((line) => !known.has(line))].join("\n");
	tell(answer.message, answer.skipped.map((s) => texts.row.replace("{n}", s.row).replace("{reason}", s.reason)), texts);
	await refresh();
}

// Errors say it in Chinese, then in English.
function inLanguage(message) {
	const parts = message.split(/(?<=[。？！])(?=[A-Z“"])/);
	if (parts.length !== 2) return message;
	return document.documentElement.lang === "en" ? parts[1] : parts[0];
}

function tell(message, rows = [], texts = {}) {
	const said = document.createElement("p");
	said.textContent = message;
	const parts = [said];
	if (rows.length) {
		const details = document.createElement("details");
		const summary = document.createElement("summary");
		summary.textContent = `${texts.skipped} (${rows.length})`;
		const list = document.createElement("ul");
		for (const row of rows) list.append(Object.assign(document.createElement("li"), { textContent: row }));
		details.append(summary, list);
		parts.push(details);
	}
	byId("zt-p-read").replaceChildren(...parts);
}

// Paper shows everything: what is folded opens for the print and closes after it.
let folded = [];
window.addEventListener("beforeprint", () => {
	folded = [...result.querySelectorAll("details:not([open])")];
	for (const details of folded) details.open = true;
});
window.addEventListener("afterprint", () => {
	for (const details of folded) details.open = false;
});

start();
