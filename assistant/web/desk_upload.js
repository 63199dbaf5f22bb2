// Documents in: files go in pieces, are read, and wait for a person's word; desk.js comes before it.
const box = byId("zt-upload");
const says = JSON.parse(box.dataset.texts);
const uploads = byId("zt-uploads");
const PIECE = 512 * 1024;
const FIELDS = ["title", "publisher", "number", "issued", "effective", "superseded", "edition"];
const waiting = [];
let active = 0;

Object.assign(actions, { keepOne, keepAll, leaveOut });

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const size = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

async function api(method, path, body) {
	const options = { method, headers: {} };
	if (body instanceof Blob) options.body = body;
	else if (body) {
		options.body = JSON.stringify(body);
		options.headers["content-type"] = "application/json";
	}
	const response = await fetch(box.dataset.api + path, options);
	if (response.status === 204) return {};
	const sent = await response.json();
	if (!response.ok) throw new Error(sent.error?.message ?? says.lost);
	return sent;
}

byId("zt-files").addEventListener("change", (event) => {
	add(event.target.files);
	event.target.value = "";
});
const drop = byId("zt-drop");
for (const kind of ["dragover", "dragleave", "drop"]) {
	drop.addEventListener(kind, (event) => {
		event.preventDefault();
		drop.classList.toggle("zt-over", kind === "dragover");
		if (kind === "drop") add(event.dataTransfer.files);
	});
}

function add(files) {
	for (const file of files) {
		const item = document.createElement("li");
		item.innerHTML = "<b></b> <span class=zt-said role=status></span><progress max=1 value=0></progress>";
		item.querySelector("b").textContent = file.name;
		say(item, says.waiting);
		uploads.append(item);
		waiting.push([file, item]);
	}
	next();
}

function next() {
	// Two at a time: the server reads as many.
	while (active < 2 && waiting.length) {
		active += 1;
		send(...waiting.shift()).finally(() => {
			active -= 1;
			next();
		});
	}
}

const say = (item, text) => {
	item.querySelector(".zt-said").textContent = text;
};

async function send(file, item) {
	try {
		const begun = Date.now();
		const { id } = await api("POST", "/uploads", { name: file.name, size: file.size });
		item.dataset.upload = id;
		for (let offset = 0; offset < file.size; offset += PIECE) {
			await api("PUT", `/uploads/piece?upload=${id}&offset=${offset}`, file.slice(offset, offset + PIECE));
			const done = Math.min(offset + PIECE, file.size);
			item.querySelector("progress").value = done / file.size;
			const seconds = Math.ceil(((Date.now() - begun) / 1000 / done) * (file.size - done));
			say(item, [fill(says.sending, { done: size(done), total: size(file.size) }), seconds ? fill(says.left, { seconds }) : ""].join(" "));
		}
		say(item, says.reading);
		item.querySelector("progress").removeAttribute("value");
		const read = await api("POST", `/uploads/${id}/reading`);
		item.querySelector("progress").remove();
		if (read.proposal) propose(item, read);
		else ended(item, read.reason);
	} catch (error) {
		ended(item, error.message || says.lost);
	}
}

function propose(item, read) {
	say(item, read.remarks.join(" "));
	const form = document.createElement("form");
	form.addEventListener("submit", (event) => event.preventDefault());
	const fields = document.createElement("div");
	fields.className = "zt-fields";
	for (const name of FIELDS) {
		const label = document.createElement("label");
		const input = document.createElement("input");
		label.textContent = says[name];
		input.name = name;
		input.value = read.proposal[name] ?? "";
		if (name === "title") label.className = "zt-wide";
		label.append(input);
		fields.append(label);
	}
	const label = document.createElement("label");
	const select = document.createElement("select");
	label.textContent = says.audience;
	select.name = "audience";
	for (const kind of ["public", "staff"]) select.append(new Option(says[kind], kind));
	label.append(select);
	fields.append(label);
	const buttons = document.createElement("p");
	buttons.className = "zt-buttons";
	for (const [action, text] of [["keepOne", says.keep], ["leaveOut", says.leave_out]]) {
		const button = document.createElement("button");
		button.type = "button";
		button.className = "zt-action";
		button.dataset.action = action;
		button.textContent = text;
		buttons.append(button);
	}
	form.append(fields, buttons);
	item.append(form);
	offerAll();
}

const forms = () => [...uploads.querySelectorAll("form")];
const offerAll = () => {
	byId("zt-keep-all").hidden = forms().length < 2;
};

function ended(item, text) {
	item.querySelector("progress")?.remove();
	item.querySelector("form")?.remove();
	say(item, text);
	offerAll();
}

async function keepOne(button) {
	await keep(button.closest("form"));
}

async function keepAll() {
	for (const form of forms()) await keep(form);
}

async function keep(form) {
	const item = form.closest("li");
	const values = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));
	const audience = form.elements.audience.value;
	for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
	try {
		const kept = await api("POST", `/uploads/${item.dataset.upload}/document`, { values, audience });
		const said = fill(audience === "staff" ? says.kept_staff : says.kept, { title: kept.title });
		const beside = kept.beside.length ? fill(says.beside, { names: kept.beside.join("、") }) : "";
		ended(item, kept.reason || `${said} ${beside}`);
		if (audience === "staff") showStaffDocuments();
		else followIndexing();
	} catch (error) {
		// The form stays: what is wrong with it can be mended.
		for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
		say(item, error.message || says.lost);
	}
}

async function leaveOut(button) {
	const item = button.closest("li");
	ended(item, says.left_out);
	await fetched(() => api("DELETE", `/uploads/${item.dataset.upload}`));
}

let following = false;

async function followIndexing() {
	if (following) return;
	following = true;
	const place = byId("zt-indexing");
	for (;;) {
		const now = await fetched(() => api("GET", "/indexing"));
		if (now?.state !== "building") {
			place.textContent = !now ? says.lost : now.state === "failed" ? fill(says.failed, now) : says.indexed;
			break;
		}
		place.textContent = fill(says.indexing, now);
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
	following = false;
	showOverview();
}

async function showStaffDocuments() {
	const found = await fetched(() => api("GET", "/staff-documents"));
	const place = byId("zt-staff-documents");
	place.hidden = !found?.length;
	place.querySelector("ul").replaceChildren(...(found ?? []).map(staffDocument));
}

function staffDocument(document_) {
	const item = document.createElement("li");
	const details = document.createElement("details");
	const summary = document.createElement("summary");
	summary.textContent = [document_.title, document_.publisher, document_.issued].filter(Boolean).join(" · ");
	details.append(summary);
	details.addEventListener("toggle", async () => {
		if (!details.open || details.querySelector("pre")) return;
		const whole = await fetched(() => api("GET", `/staff-documents/${encodeURIComponent(document_.id)}`));
		const text = document.createElement("pre");
		text.textContent = whole?.text ?? says.lost;
		details.append(text);
	});
	item.append(details);
	return item;
}

showStaffDocuments();
