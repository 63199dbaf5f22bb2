// The sign-in page. The password goes to the server alone; what comes back is a cookie that no script reads.
const dark = matchMedia("(prefers-color-scheme: dark)");
const dress = () => document.body.classList.toggle("dark", dark.matches);
dark.addEventListener("change", dress);
dress();

document.getElementById("zt-sign-in")?.addEventListener("submit", async (event) => {
	event.preventDefault();
	const form = event.target;
	const problem = document.getElementById("zt-gate-problem");
	const button = form.querySelector("button");
	problem.textContent = "";
	button.disabled = true;
	try {
		const response = await fetch(form.dataset.url, {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify({ password: form.elements.password.value }),
		});
		if (response.ok) {
			location.reload();
			return;
		}
		problem.textContent = (await response.json()).error.message;
	} catch {
		problem.textContent = form.dataset.offline;
	}
	button.disabled = false;
	form.elements.password.select();
});
