// Third part of the plan page's script: the sheet of a plan, and the sheets of a class.
const classes = byId("zt-class");
const classForm = byId("zt-class-form");
let making = null;
let zip = "";

Object.assign(actions, {
	mode: (button) => {
		setMode(button.dataset.mode);
		history.replaceState(null, "", button.dataset.mode === "class" ? "#class" : location.pathname + location.search);
	},
	sheet: saveSheet,
	stopClass: () => making?.abort(),
});

function setMode(mode) {
	const many = mode === "class";
	closeIfGone();
	for (const button of element.querySelectorAll(".zt-mode"))
		button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
	classes.hidden = !many;
	form.hidden = many;
	// The introduction is that of one person's plan.
	for (const part of element.querySelectorAll(".zt-plan-side, .zt-intro")) part.hidden = many;
}

// The sheet is of what the form says now, as the plan beside it.
async function saveSheet(button) {
	const said = byId("zt-sheet-said");
	const { url, language, busy: working, failed } = button.dataset;
	said.textContent = working;
	button.disabled = true;
	try {
		const answer = await fetch(url, {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify({ ...request(), language }),
		});
		if (answer.ok) {
			save(await answer.blob(), nameOf(answer));
			said.textContent = "";
		} else said.textContent = await reasonOf(answer, failed);
	} catch {
		said.textContent = failed;
	}
	button.disabled = false;
}

function nameOf(answer) {
	return /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "";
}

async function reasonOf(answer, failed) {
	try {
		return inLanguage((await answer.json()).error.message);
	} catch {
		return failed;
	}
}

function save(blob, name) {
	const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
	link.click();
	// Some browsers read the address only after the click's handlers.
	setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

byId("zt-class-file").addEventListener("change", (event) => {
	byId("zt-class-name").textContent = event.target.files[0]?.name ?? classes.dataset.noneChosen;
	sayOfClass("");
});

classForm.addEventListener("submit", (event) => {
	event.preventDefault();
	makeClass();
});

async function makeClass() {
	const [file] = byId("zt-class-file").files;
	const texts = classes.dataset;
	forget();
	if (!file) return sayOfClass(texts.missing);
	if (file.size > MAX_FILE_BYTES) return sayOfClass(texts.tooLarge);
	making = new AbortController();
	working(true);
	sayOfClass(texts.reading);
	try {
		await receive(file, making.signal);
	} catch {
		sayOfClass(making.signal.aborted ? texts.stopped : texts.failed);
	}
	making = null;
	working(false);
}

async function receive(file, signal) {
	const texts = classes.dataset;
	const data = new FormData();
	data.append("file", file);
	const asked = new URLSearchParams({ form: classForm.elements.form.value, language: texts.language });
	const answer = await fetch(`${texts.url}?${asked}`, { method: "POST", body: data, signal });
	if (!answer.ok) return sayOfClass(await reasonOf(answer, texts.failed));
	let done = null;
	for await (const [name, event] of eventsOf(answer.body)) {
		if (name === "progress") showCount(event);
		else done = event;
	}
	if (!done) return sayOfClass(texts.failed);
	await finish(done, signal);
}

async function* eventsOf(stream) {
	const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
	let held = "";
	for (;;) {
		const { value, done } = await reader.read();
		if (done) return;
		const parts = (held + value).split("\n\n");
		held = parts.pop();
		for (const part of parts) {
			const [name, data] = part.split("\n");
			yield [name.slice("event: ".length), JSON.parse(data.slice("data: ".length))];
		}
	}
}

function showCount({ done, total }) {
	const bar = classes.querySelector("progress");
	bar.max = total;
	bar.value = done;
	byId("zt-class-progress").hidden = false;
	byId("zt-class-count").textContent = classes.dataset.progress.replace("{done}", done).replace("{total}", total);
	// The count is no live region: a screen reader would read nothing else.
	sayOfClass("");
}

async function finish(done, signal) {
	const texts = classes.dataset;
	sayOfClass(texts.fetching);
	const answer = await fetch(`${texts.url}/${done.id}`, { signal });
	if (!answer.ok) return sayOfClass(await reasonOf(answer, texts.failed));
	// It can be fetched once; held here, it can be saved as often as one likes.
	zip = URL.createObjectURL(await answer.blob());
	const link = byId("zt-class-zip");
	link.href = zip;
	link.hidden = false;
	sayOfClass(done.made ? texts.finished.replace("{made}", done.made) : texts.finishedNone);
	if (!done.refused) return;
	const refused = byId("zt-class-refused");
	refused.querySelector("small").textContent = done.refused;
	const rows = done.reasons.map(({ row, reason }) =>
		Object.assign(document.createElement("li"), {
			textContent: texts.reason.replace("{row}", row).replace("{reason}", () => inLanguage(reason)),
		}),
	);
	refused.querySelector("ul").replaceChildren(...rows);
	refused.open = !done.made;
	refused.hidden = false;
}

function working(on) {
	byId("zt-class-start").disabled = on;
	byId("zt-class-stop").hidden = !on;
	if (!on) byId("zt-class-progress").hidden = true;
}

function forget() {
	if (zip) URL.revokeObjectURL(zip);
	zip = "";
	byId("zt-class-zip").hidden = byId("zt-class-refused").hidden = true;
}

function sayOfClass(message) {
	byId("zt-class-said").textContent = message;
}

if (location.hash === "#class") setMode("class");
