"""Building on a Dask cluster: on loopback, with worker processes that share only the folder."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.workers.cluster import complaint
from tests.conftest import SiteFolder
from tests.safety.conftest import Running

CHECKOUT = Path(__file__).parents[2]
HANGS = 120
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(
        n_workers=2, threads_per_worker=2, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@contextmanager
def running(
    folder: Path, python_path: Path = CHECKOUT, inside: Sequence[str] = ()
) -> Iterator[str]:
    """A cluster of two workers, whose modules come from a folder; its scheduler's address.

    `inside` is a command that runs the one that follows it.
    """
    program = folder / "local_cluster.py"
    program.write_text(CLUSTER, "utf-8")
    with subprocess.Popen(
        [*inside, sys.executable, str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(python_path)},
    ) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.communicate()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster of two workers like this machine's own; its scheduler's address."""
    with running(tmp_path_factory.mktemp("cluster")) as address:
        yield address


@pytest.fixture
def filled(site: SiteFolder) -> SiteFolder:
    """A site big enough to be read and rendered by others."""
    for number in range(320):
        day = f"2024-{number % 12 + 1:02}-{number % 27 + 1:02}"
        countries = ("[EG, IR]", "[IR]", "[FR]")[number % 3]
        site.article(f"n{number}.md", "Ministers *met*.", title="N", date=day, countries=countries)
    return site


def build(site: SiteFolder, *options: str, **environment: str) -> tuple[int, str, str]:
    """Build by the command line: its exit code, what it says and what it complains of."""
    command = [sys.executable, "-m", "sitegen", "build", "--project", str(site.root), *options]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=HANGS,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)} | environment,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_cluster_makes_what_this_machine_makes(filled: SiteFolder, cluster: str) -> None:
    """Of new and of changed content; and it leaves nothing behind."""
    for body in ("Ministers *met*.", "They met **again**."):
        for number in range(0, 320, 2):
            filled.article(f"n{number}.md", body, title="N", date="2024-12-01", countries="[EG]")
        code, said, complained = build(filled, "--cluster", cluster)
        assert (code, complained) == (0, "")
        assert "articles" in said
        made = filled.tree()
        local = filled.root.parent / "local"
        assert build(filled, "--output", str(local))[0] == 0
        files = (path for path in local.rglob("*") if path.is_file())
        assert {p.relative_to(local).as_posix(): p.read_bytes() for p in files} == made
        assert not list(filled.root.glob(".sitegen/cluster-*"))
        shutil.rmtree(local)


def test_workers_elsewhere_do_the_work(filled: SiteFolder, cluster: str) -> None:
    """What goes wrong in a template there is told as it would be here."""
    filled.write("templates/article.html", "<h1>\n{{ page.nothing }}</h1>\n")
    code, _, complained = build(filled, "--cluster", cluster)
    assert code == 1
    assert complained.startswith(
        "templates/article.html:2: ArticlePage has no 'nothing'; there is head, id, date, "
    )
    assert not filled.public.exists() or list(filled.public.iterdir()) == []


def test_a_worker_with_another_sitegen_is_told(filled: SiteFolder, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    for name in ("sitegen", "templates", "static"):
        shutil.copytree(CHECKOUT / name, theirs / name)
    with (theirs / "sitegen" / "urls.py").open("a") as file:
        file.write("# another one\n")
    with running(tmp_path, theirs) as address:
        code, said, complained = build(filled, "--cluster", address)
    assert (code, said) == (1, "")
    assert complained == (
        f"--cluster: the worker on {socket.gethostname()} has another sitegen, Python or package; "
        "install the same versions on every machine\n"
    )


def test_a_worker_without_sitegen_is_told(filled: SiteFolder, tmp_path: Path) -> None:
    (tmp_path / "theirs" / "sitegen").mkdir(parents=True)
    (tmp_path / "theirs" / "sitegen" / "__init__.py").touch()
    with running(tmp_path, tmp_path / "theirs") as address:
        code, said, complained = build(filled, "--cluster", address)
    assert (code, said) == (1, "")
    assert complained == (
        "--cluster: the scheduler or a worker can't load sitegen as it is here; install the same "
        "versions on every machine\n"
    )


@pytest.mark.parametrize("hidden", ["project", "output"])
def test_a_worker_that_does_not_see_the_same_folders_is_told(
    filled: SiteFolder, tmp_path: Path, hidden: str
) -> None:
    output = tmp_path / "output"
    output.mkdir()
    folder = filled.root if hidden == "project" else output
    cover = f"mount -t tmpfs none '{folder}'"
    alone = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    if not shutil.which("unshare") or subprocess.run([*alone, "sh", "-c", cover]).returncode:
        pytest.skip("may not mount a folder that nobody else sees")
    with running(tmp_path, inside=[*alone, "sh", "-c", f'{cover} && exec "$@"', "sh"]) as address:
        code, said, complained = build(filled, "--cluster", address, "--output", str(output))
    assert (code, said) == (1, "")
    assert complained.startswith(f"--cluster: the worker on {socket.gethostname()} doesn't see ")
    assert f" {folder}" in complained
    assert complained.endswith(", at the same path\n")
    assert list(output.iterdir()) == []


def test_an_interrupt_is_heard(filled: SiteFolder, cluster: str) -> None:
    running = Running(filled, "--cluster", cluster)
    assert running.until(lambda: list(filled.root.glob(".sitegen/cluster-*")))
    running.tell_all(signal.SIGINT)
    assert running.end() == 130
    assert (running.said, running.complained) == (
        "",
        "interrupted; run it again to finish what it began\n",
    )


def test_a_scheduler_that_goes_is_told(filled: SiteFolder, tmp_path: Path) -> None:
    with running(tmp_path) as address:
        build = Running(filled, "--cluster", address)
        assert build.until(lambda: list(filled.root.glob(".sitegen/cluster-*")))
        build.process.send_signal(signal.SIGSTOP)
    build.process.send_signal(signal.SIGCONT)
    assert build.end() == 1
    assert build.complained.startswith("--cluster: ")
    assert len(build.complained.splitlines()) == 1
    assert not filled.public.exists() or list(filled.public.iterdir()) == []


def test_a_scheduler_that_is_not_there_is_told(filled: SiteFolder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    assert build(filled, "--cluster", address) == (
        1,
        "",
        f"--cluster: no scheduler answers at {address}: Connection refused; start one with dask "
        "scheduler, or build without --cluster\n",
    )
    assert not filled.public.exists()


def test_what_is_needed_for_it_is_told(filled: SiteFolder, tmp_path: Path) -> None:
    """As where only sitegen itself is installed."""
    for name in ("dask", "distributed"):
        (tmp_path / f"{name}.py").write_text(f"raise ModuleNotFoundError('no {name}')", "utf-8")
    path = f"{tmp_path}{os.pathsep}{CHECKOUT}"
    assert build(filled, "--cluster", "tcp://127.0.0.1:8786", PYTHONPATH=path) == (
        1,
        "",
        "--cluster: the package distributed is not installed; pip install 'sitegen[cluster]'\n",
    )


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1:8786", "tcp://10.0.0.1", "http://10.0.0.1:8786", "tcp://:1", "tcp://x:99999",
     "tcp://x:1/y", "tcp://[", "tcp://a@x:1"],
)  # fmt: skip
def test_what_is_no_address_is_wrong_usage(filled: SiteFolder, address: str) -> None:
    assert complaint(address) == "is not a scheduler's address such as tcp://10.0.0.1:8786"


@pytest.mark.parametrize("address", ["tcp://10.0.0.1:8786", "tls://[::1]:8786", "tcp://dask:1"])
def test_an_address(address: str) -> None:
    assert complaint(address) == ""


def test_nothing_else_loads_the_package(filled: SiteFolder) -> None:
    program = (
        "import sys; from sitegen.cli import main; "
        "main(['build', '--project', sys.argv[1]], standalone_mode=False); "
        "print(sorted({'dask', 'distributed'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", program, str(filled.root)]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, check=True)
    assert ended.stdout.splitlines()[-1] == "[]"
