// Second half of the desk's script; page.js comes before it.
const desk = element.querySelector(".zt-desk");
const filters = byId("zt-queue-filters");
const queue = byId("zt-queue");
const PAGE = 20;
let shown = PAGE;
let asked = 0;

Object.assign(actions, {
	signOut,
	change: changeTicket,
	remove: removeTicket,
	more: () => {
		shown += PAGE;
		showQueue();
	},
});
// Without a session nothing comes back, as without a connection.
byId("zt-banner").dataset.offline = desk.dataset.signedOut;

filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("change", () => {
	shown = PAGE;
	showQueue();
});
queue.addEventListener("submit", (event) => event.preventDefault());

async function showQueue() {
	const number = ++asked;
	queue.setAttribute("aria-busy", "true");
	const wanted = { show: filters.elements.show.value, kind: filters.elements.kind.value, shown };
	const html = await fetched(() => server.queue(wanted));
	if (number !== asked) return;
	put(queue, html, desk.dataset.signedOut);
	queue.setAttribute("aria-busy", "false");
	showTimes(queue);
}

async function changeTicket(button) {
	const ticket = button.closest(".zt-ticket");
	const said = ticket.querySelector(".zt-said");
	const buttons = [...ticket.querySelectorAll("[data-action=change]")];
	if (buttons.some((b) => b.getAttribute("aria-disabled"))) return;
	for (const b of buttons) b.setAttribute("aria-disabled", "true");
	const reply = ticket.querySelector("textarea").value;
	const result = await fetched(() => server.change({ id: Number(ticket.dataset.id), state: button.dataset.state, reply }));
	if (result?.html) {
		const open = [...ticket.querySelectorAll("details")].map((d) => d.open);
		const template = document.createElement("template");
		template.innerHTML = result.html;
		const fresh = template.content.firstElementChild;
		fresh.querySelectorAll("details").forEach((d, i) => (d.open = open[i]));
		ticket.replaceWith(fresh);
		showTimes(fresh);
		fresh.querySelector("[data-action=change]").focus();
		return;
	}
	for (const b of buttons) b.removeAttribute("aria-disabled");
	said.textContent = result?.problem ?? desk.dataset.signedOut;
}

async function removeTicket(button) {
	if (!confirm(desk.dataset.delete)) return;
	const ticket = button.closest(".zt-ticket");
	const result = await fetched(() => server.remove({ id: Number(ticket.dataset.id) }));
	if (result?.problem === "") {
		await showQueue();
		filters.elements.show.focus();
		return;
	}
	ticket.querySelector(".zt-said").textContent = result?.problem ?? desk.dataset.signedOut;
}

async function showOverview() {
	byId("zt-overview").innerHTML = await onceThere(() => server.overview(null));
	showTimes(byId("zt-overview"));
}

// Documents with several editions; what the chosen one's last edition changes and touches.
const changes = byId("zt-changes");
changes.addEventListener("submit", (event) => event.preventDefault());
changes.addEventListener("change", async (event) => {
	const chosen = byId("zt-changed").value;
	if (event.target.id === "zt-changed") {
		const place = byId("zt-changes-shown");
		place.setAttribute("aria-busy", "true");
		const html = chosen ? await fetched(() => server.changes({ document: chosen })) : "";
		put(place, html, desk.dataset.signedOut);
		place.setAttribute("aria-busy", "false");
	} else if (event.target.dataset.item) {
		const box = event.target;
		const result = await fetched(() => server.tick({ document: chosen, item: box.dataset.item, done: box.checked }));
		if (result?.problem !== "") box.checked = !box.checked;
	}
});

// Records proposed of the chosen document; what is accepted is sent as it was edited.
const drafts = byId("zt-drafts");
drafts.addEventListener("submit", (event) => event.preventDefault());
drafts.addEventListener("change", (event) => {
	if (event.target.id === "zt-drafted") showDrafts();
});
drafts.addEventListener("click", async (event) => {
	const action = event.target.dataset.draft;
	if (!action) return;
	const one = event.target.closest(".zt-draft");
	const values = {};
	for (const form of one ? [one] : drafts.querySelectorAll(".zt-draft"))
		values[form.dataset.key] = Object.fromEntries(new FormData(form));
	const wanted = { document: byId("zt-drafted").value, action: action.startsWith("accept") ? "accept" : "refuse", values };
	event.target.setAttribute("aria-disabled", "true");
	const result = await fetched(() => server.decide(wanted));
	event.target.removeAttribute("aria-disabled");
	if (result?.problem === "") await showDrafts();
	else if (one) one.querySelector(".zt-said").textContent = result?.problem ?? desk.dataset.signedOut;
	else sayLost(byId("zt-drafts-said"), result?.problem ?? desk.dataset.signedOut);
});

async function showDrafts() {
	const chosen = byId("zt-drafted")?.value;
	if (chosen === undefined) drafts.innerHTML = await onceThere(() => server.drafts({}));
	else put(byId("zt-drafts-shown"), chosen && (await fetched(() => server.drafts({ document: chosen }))), desk.dataset.signedOut);
}

async function showChanges() {
	changes.innerHTML = await onceThere(() => server.changes({}));
}

async function signOut() {
	try {
		await fetch(desk.dataset.session, { method: "DELETE" });
	} catch {
		// Loading the page again says what is wrong.
	}
	location.reload();
}

function showTimes(place) {
	const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
	for (const time of place.querySelectorAll("time")) time.textContent = format.format(new Date(time.dateTime));
}

showQueue();
showOverview();
showChanges();
showDrafts();
