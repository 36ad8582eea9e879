//! A PostgreSQL server of the tests' own: a temporary folder, a free port of the loopback interface, stopped by its process id.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub(crate) struct Server {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Server {
    /// None, with a note, when no PostgreSQL is installed; then `LUCARNE_REQUIRE_POSTGRES` makes it a failure.
    pub(crate) fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(std::env::var_os("LUCARNE_REQUIRE_POSTGRES").is_none(), "no PostgreSQL was found, and LUCARNE_REQUIRE_POSTGRES is set");
            eprintln!(
                "\n*** NOT TESTED ON POSTGRESQL: no `initdb` on the PATH or in /usr/lib/postgresql. Install it with `apt-get install postgresql`. ***\n"
            );
            return None;
        };
        let user = other_user();
        let folder = TempDir::new().unwrap();
        if let Some((uid, gid)) = user {
            chown(folder.path(), Some(uid), Some(gid)).unwrap();
        }
        let data = folder.path().join("data");
        initialise(&programs, &data, user);
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let mut command = as_user(&programs.join("postgres"), user, folder.path());
        command.arg("-D").arg(&data).args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k"]).arg(&data);
        command.args(["-c", "fsync=off", "-c", "max_connections=200"]);
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let process = command.stdout(Stdio::null()).stderr(log).spawn().unwrap();
        let mut server = Self { process, port, _folder: folder };
        server.wait_until_ready(&programs);
        Some(server)
    }

    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://lucarne@127.0.0.1:{}/{database}", self.port)
    }

    fn wait_until_ready(&mut self, programs: &Path) {
        let start = Instant::now();
        loop {
            let mut asked = Command::new(programs.join("pg_isready"));
            asked.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
            if asked.status().unwrap().success() {
                return;
            }
            let log = fs::read_to_string(self._folder.path().join("log")).unwrap_or_default();
            assert!(self.process.try_wait().unwrap().is_none(), "PostgreSQL did not start:\n{log}");
            assert!(start.elapsed() < Duration::from_secs(60), "PostgreSQL does not answer:\n{log}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGQUIT: the server ends its own children at once.
        let asked = Command::new("kill").args(["-QUIT", &self.process.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            self.process.kill().ok();
        }
        self.process.wait().ok();
    }
}

/// The folder with `initdb` and the others: the newest that Debian has, or whatever the PATH leads to.
fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let newest = debian.filter(|bin| bin.join("initdb").exists()).max();
    newest.or_else(|| {
        let path = std::env::var_os("PATH")?;
        let found = std::env::split_paths(&path).find(|folder| folder.join("initdb").exists())?;
        Some(fs::canonicalize(found.join("initdb")).ok()?.parent()?.to_owned())
    })
}

/// PostgreSQL refuses to run as root; then Debian's user is taken.
fn other_user() -> Option<(u32, u32)> {
    let id = |args: &[&str]| -> Option<u32> {
        let output = Command::new("id").args(args).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    (id(&["-u"]) == Some(0)).then(|| Some((id(&["-u", "postgres"])?, id(&["-g", "postgres"])?))).flatten()
}

fn initialise(programs: &Path, data: &Path, user: Option<(u32, u32)>) {
    let attempt = |locale: &[&str]| {
        let mut command = as_user(&programs.join("initdb"), user, data.parent().unwrap());
        command.arg("-D").arg(data).args(["-A", "trust", "-U", "lucarne", "-E", "UTF8", "--no-sync", "--no-instructions"]).args(locale);
        command.output().unwrap()
    };
    // A linguistic collation, as real servers have: what depends on bytes must not depend on the default.
    let mut output = attempt(&["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]);
    if !output.status.success() {
        fs::remove_dir_all(data).ok();
        output = attempt(&[]);
    }
    assert!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
}

fn as_user(program: &Path, user: Option<(u32, u32)>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}
