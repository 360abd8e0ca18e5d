"""A real browser without a window: headless Chromium, driven over a pipe by its DevTools protocol."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
           "--disable-background-networking", "--disable-component-update", "--disable-sync",
           "--disable-extensions", "--hide-scrollbars", "--remote-debugging-pipe")
PATIENCE = 60.0         # seconds for an answer: only a browser that hangs needs them
KEYS = {"ArrowRight": 39, "ArrowLeft": 37, "ArrowUp": 38, "ArrowDown": 40, "Home": 36, "End": 35,
        "PageUp": 33, "PageDown": 34, "Enter": 13, "Tab": 9}


def path_of_browser() -> Optional[str]:
    """The program, if there is one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Browser:
    """One page of a browser; ``errors``: what its console complained of; ``requests``: what it loaded."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.mkdtemp(prefix="browser-")
        commands, self._send = os.pipe()
        self._receive, answers = os.pipe()

        def pass_pipes() -> None:           # the protocol's: 3 to read from, 4 to write to
            high_commands, high_answers = os.dup(commands), os.dup(answers)
            os.dup2(high_commands, 3)
            os.dup2(high_answers, 4)

        self._process = subprocess.Popen(
            [program, *OPTIONS, f"--user-data-dir={self._profile}", "about:blank"], preexec_fn=pass_pipes,
            close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self._number, self._opened, self._buffer = 0, 0, b""
        self._session: Optional[str] = None
        self._events: List[Dict[str, Any]] = []
        self.errors: List[str] = []
        self.requests: List[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        """End the browser."""
        self._session = None
        with suppress(OSError, EOFError):
            self.call("Browser.close")
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._send)
        os.close(self._receive)
        shutil.rmtree(self._profile, ignore_errors=True)

    # ---- the protocol

    def call(self, method: str, **parameters: Any) -> Dict[str, Any]:
        """Send a command, and wait for its result; AssertionError if the browser refuses."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        waiting = json.dumps(message).encode() + b"\0"
        while waiting:
            waiting = waiting[os.write(self._send, waiting):]
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: Dict[str, Any] = answer["result"]
                return result

    def wait_for(self, event: str) -> None:
        """Wait for an event that comes after the latest command."""
        while not any(one["method"] == event for one in self._events):
            self._next()

    def _next(self) -> Dict[str, Any]:
        """The next message; what an event says is noted."""
        deadline = time.monotonic() + PATIENCE
        while b"\0" not in self._buffer:
            left = max(deadline - time.monotonic(), 0.0)
            assert select.select([self._receive], [], [], left)[0], "the browser hangs"
            read = os.read(self._receive, 1 << 20)
            if not read:
                raise EOFError("the browser has ended")
            self._buffer += read
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: Dict[str, Any] = json.loads(line)
        if "method" in message:
            self._note(message)
        return message

    def _note(self, event: Dict[str, Any]) -> None:
        self._events.append(event)
        details = event.get("params", {})
        if event["method"] == "Runtime.exceptionThrown":
            self.errors.append(str(details["exceptionDetails"]["exception"].get("description")))
        elif event["method"] == "Runtime.consoleAPICalled":
            self.errors.append(json.dumps(details["args"]))
        elif event["method"] == "Log.entryAdded":
            self.errors.append(json.dumps(details["entry"]))
        elif event["method"] == "Network.requestWillBeSent":
            self.requests.append(details["request"]["url"])

    # ---- what a person does

    def open(self, path: Path, address: str = "") -> None:
        """Open a file, at an address within it."""
        self._events.clear()
        self._opened += 1                   # a new address, or it would be a jump within the page
        self.call("Page.navigate", url=f"{path.resolve().as_uri()}?{self._opened}{address}")
        self.wait_for("Page.loadEventFired")

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key, and let it go."""
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=KEYS[key],
                      **(text if kind == "keyDown" else {}))

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.call("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        """Click on the middle of an element."""
        x, y = self.run("(() => { const one = document.querySelector(" + json.dumps(selector) + ");"
                        "one.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});"
                        "const box = one.getBoundingClientRect();"
                        "return [box.x + box.width / 2, box.y + box.height / 2]; })()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def resize(self, width: int, height: int) -> None:
        """The size of the window, in CSS pixels."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=False)

    def prefer(self, scheme: str) -> None:
        """The scheme of colours that the person prefers: light or dark."""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def screenshot(self) -> bytes:
        """What is seen, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def pdf(self) -> bytes:
        """What would be printed."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True)["data"])

    def tree(self) -> List[Tuple[str, str]]:
        """What a screen reader finds: role and name of each element."""
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes
                if not node["ignored"]]
