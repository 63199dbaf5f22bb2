// Last part of the chat page's script: the conversation as a link or a file.
const LINK_MARK = "#ask=";
// Messengers cut longer links.
const MAX_LINK_CHARS = 4000;
const MAX_FILE_NAME_CHARS = 40;

Object.assign(actions, { copyLink, download });

function linkOfConversation() {
	const questions = kept.exchanges.map((e) => (e.as_of ? [e.question, e.as_of] : [e.question]));
	const bytes = new TextEncoder().encode(JSON.stringify(questions));
	const packed = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
	return `${location.origin}${location.pathname}${LINK_MARK}${packed}`;
}

async function copyLink(button) {
	const link = linkOfConversation();
	if (link.length > MAX_LINK_CHARS) {
		say(button, texts.link_too_long);
		return;
	}
	await copied(link);
	say(button, texts.link_copied);
}

function say(button, text) {
	button.closest(".zt-menu").querySelector("[role=status]").textContent = text;
}

// What stands after # is never sent to a server. The questions are asked anew: answers stay verified and current.
function openLink() {
	if (!location.hash.startsWith(LINK_MARK)) return;
	let questions = [];
	try {
		const packed = location.hash.slice(LINK_MARK.length).replaceAll("-", "+").replaceAll("_", "/");
		const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
		questions = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		// Said below.
	}
	// Gone from the address, so that a reload does not ask again.
	history.replaceState(history.state, "", location.pathname + location.search);
	const sound = Array.isArray(questions) && questions.length && questions.every((q) => Array.isArray(q) && typeof q[0] === "string");
	if (sound) trigger("submit", { questions });
	else announce(texts.link_broken);
}

async function download(button) {
	const name = `${texts.file_name} ${kept.exchanges[0].question.slice(0, MAX_FILE_NAME_CHARS)}`.replace(/[\\/:*?"<>|\s]+/g, " ").trim();
	const { form } = button.dataset;
	if (form === "md") save(new Blob([asMarkdown()], { type: "text/markdown;charset=utf-8" }), `${name}.md`);
	else await downloadSheet(button, form, name);
}

// The server compares every quote with its document before it prints it; it keeps nothing.
async function downloadSheet(button, form, name) {
	button.disabled = true;
	say(button, texts.download_working);
	try {
		const made = await fetch(`${byId("zt-banner").dataset.api}conversation/sheet.${form}`, {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify({ exchanges: kept.exchanges, language: texts.language }),
		});
		if (made.ok) save(await made.blob(), `${name}.${form}`);
		say(button, made.ok ? "" : ((await made.json()).error?.message ?? texts.download_failed));
	} catch {
		say(button, texts.download_failed);
	}
	button.disabled = false;
}

function save(blob, name) {
	const link = made("a", "", { href: URL.createObjectURL(blob), download: name });
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function asMarkdown() {
	const today = new Date().toLocaleDateString("sv"); // YYYY-MM-DD
	const parts = kept.exchanges.map(exchangeAsMarkdown);
	return [`# ${texts.file_title}`, texts.file_made.replace("{date}", today), ...parts].join("\n\n") + "\n";
}

function exchangeAsMarkdown({ question, as_of, answer, problem }) {
	const lines = [`## ${question.replace(/\s+/g, " ")}`];
	if (as_of) lines.push(`*${texts.as_of_used.replace("{date}", as_of)}*`);
	if (!answer) return [...lines, problem].filter(Boolean).join("\n\n");
	if (texts.status[answer.status]) lines.push(`**${texts.status[answer.status]}**`);
	lines.push(answer.answer);
	for (const notice of answer.notices) {
		const marks = notice.citations.map((n) => `[${n}]`).join("");
		lines.push(`> **${texts.notices[notice.kind]}** ${notice.text.replace(/\s+/g, " ")}${marks}`);
	}
	if (answer.citations.length) {
		const sources = answer.citations.map((c) => {
			const where = [c.title, c.publisher, c.issued, c.locator].filter(Boolean).join(" · ");
			return `- [${c.n}] ${where}: “${c.quote.replace(/\s+/g, " ")}”`;
		});
		lines.push(`### ${texts.sources}`, sources.join("\n"));
	}
	return lines.join("\n\n");
}

addEventListener("hashchange", openLink);
