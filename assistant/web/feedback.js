// Judging answers; page.js and chat.js come before it, and its names stay its own. What was judged is remembered in
// this browser with its receipt, with which alone it can be changed and staff's reply be read.
(() => {
	const JUDGED_KEY = "zhengtu-feedback";
	const MAX_JUDGED = 200;
	// As many exchanges as the server reads of a conversation.
	const HISTORY_EXCHANGES = 4;
	const judged = loadJudged();
	const drafts = new Map();
	const sending = new Map();
	const failures = new Map();
	const replies = new Map();

	Object.assign(actions, {
		rate: (button) => {
			const box = button.closest("[data-feedback]");
			const before = judged[keyOf(box)];
			if (before?.rating === button.dataset.rating) return;
			judge(box, { rating: button.dataset.rating, reason: before?.reason ?? "" });
		},
		rateAgain: (button) => {
			const box = button.closest("[data-feedback]");
			judge(box, failures.get(keyOf(box)).sent);
		},
	});

	element.addEventListener("submit", (event) => {
		const box = event.target.closest("[data-feedback]");
		if (!box) return;
		event.preventDefault();
		const reason = event.target.elements.reason.value.trim();
		if (reason) judge(box, { rating: judged[keyOf(box)].rating, reason });
	});

	element.addEventListener("input", (event) => {
		const box = event.target.closest("[data-feedback]");
		if (box) drafts.set(keyOf(box), event.target.value);
	});

	watch("value", showJudged);
	setTimeout(showJudged, 0);

	async function judge(box, said) {
		const key = keyOf(box);
		if (sending.has(key)) return;
		sending.set(key, said);
		failures.delete(key);
		showJudged();
		const { url, language, offline } = box.dataset;
		const receipt = judged[key]?.receipt;
		try {
			const response = await fetch(url, {
				method: "POST",
				headers: { "Content-Type": "application/json" },
				body: JSON.stringify({ ...asked(box), ...said, language, ...(receipt && { receipt }) }),
			});
			const told = await response.json();
			if (response.ok) {
				judged[key] = { ...said, receipt: told.receipt };
				if (said.reason) drafts.delete(key);
				storeJudged();
			} else {
				// A record that staff deleted cannot be changed; the next try makes a new one.
				if (response.status === 404) delete judged[key];
				failures.set(key, { sent: said, why: told.error.message });
			}
		} catch {
			failures.set(key, { sent: said, why: offline });
		}
		sending.delete(key);
		showJudged();
		// What came of it may stand below the composer.
		const now = [...element.querySelectorAll("[data-feedback]")].find((other) => keyOf(other) === key);
		const form = now?.querySelector("form");
		(form?.hidden ? now.querySelector(".zt-rated") : form)?.scrollIntoView({ block: "nearest" });
	}

	// The question as it was asked, with what came before it.
	function asked(box) {
		const exchanges = [...element.querySelectorAll(".zt-exchange")];
		const exchange = box.closest(".zt-exchange");
		const before = exchanges.slice(0, exchanges.indexOf(exchange)).slice(-HISTORY_EXCHANGES);
		const history = before.flatMap((earlier) => {
			const answer = earlier.querySelector("[data-feedback]")?.dataset.answer;
			if (answer === undefined) return [];
			return [
				{ role: "user", content: earlier.dataset.question },
				{ role: "assistant", content: answer },
			];
		});
		const day = exchange.dataset.asOf;
		return { question: exchange.dataset.question, history, ...(day && { as_of: day }) };
	}

	// The page is drawn anew with every answer: what was judged is put back.
	function showJudged() {
		for (const box of element.querySelectorAll("[data-feedback]")) show(box, keyOf(box));
	}

	function show(box, key) {
		const now = sending.get(key);
		const failure = failures.get(key);
		const held = judged[key];
		const rating = (now ?? held)?.rating;
		for (const button of box.querySelectorAll("[data-action=rate]")) {
			button.setAttribute("aria-pressed", String(button.dataset.rating === rating));
		}
		const said = box.querySelector(".zt-rated");
		let text = "";
		if (now) text = box.dataset.sending;
		else if (failure) text = box.dataset.failed + failure.why;
		else if (held?.reason) text = box.dataset.thanksReason;
		else if (held) text = box.dataset[`thanks${held.rating[0].toUpperCase()}${held.rating.slice(1)}`];
		if (said.textContent !== text) said.textContent = text;
		said.toggleAttribute("data-failed", Boolean(failure) && !now);
		box.querySelector(".zt-again").hidden = !failure || Boolean(now);
		const form = box.querySelector("form");
		form.hidden = !held || Boolean(held.reason || now || failure);
		if (form.elements.reason.value !== (drafts.get(key) ?? "")) form.elements.reason.value = drafts.get(key) ?? "";
		showReply(box, key);
	}

	async function showReply(box, key) {
		const held = judged[key];
		const shown = box.querySelector(".zt-reply");
		const reply = replies.get(key);
		shown.hidden = !reply;
		shown.textContent = reply ? `${box.dataset.reply}：${reply}` : "";
		if (!held || held.rating === "up" || replies.has(key)) return;
		// Asked for once a visit.
		replies.set(key, "");
		try {
			const response = await fetch(`${box.dataset.url}/${encodeURIComponent(held.receipt)}`);
			if (response.ok) replies.set(key, (await response.json()).reply);
			if (replies.get(key)) showJudged();
		} catch {
			// Shown at the next visit.
		}
	}

	// Equal questions with equal answers are one: judged once, wherever they stand.
	function keyOf(box) {
		const text = `${box.closest(".zt-exchange").dataset.question}\n${box.dataset.answer}`;
		let a = 0xdeadbeef;
		let b = 0x41c6ce57;
		for (let i = 0; i < text.length; i++) {
			a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
			b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
		}
		return (a >>> 0).toString(36) + (b >>> 0).toString(36);
	}

	function loadJudged() {
		try {
			const held = JSON.parse(localStorage.getItem(JUDGED_KEY) ?? "{}");
			return held && typeof held === "object" && !Array.isArray(held) ? held : {};
		} catch {
			return {};
		}
	}

	function storeJudged() {
		const names = Object.keys(judged);
		for (const name of names.slice(0, Math.max(0, names.length - MAX_JUDGED))) delete judged[name];
		try {
			localStorage.setItem(JUDGED_KEY, JSON.stringify(judged));
		} catch {
			// A browser that stores nothing only forgets.
		}
	}
})();
