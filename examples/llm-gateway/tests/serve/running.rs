//! The gateway as a process, its directory, and the model servers it stands before.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::http::{Answer, Connection, Message, read};

/// Waits until something holds, and fails when it does not within 20 seconds.
pub(crate) fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(20), "{what} did not happen in 20 seconds");
        std::thread::sleep(Duration::from_micros(500));
    }
}

/// A directory of configuration.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a directory"));
        folder.replace("secrets/client", "9d1c7e5a");
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Puts a file into place in one step, readable by its owner alone.
    pub(crate) fn replace(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("the directory is made");
        let mut file = tempfile::NamedTempFile::new_in(self.path()).expect("a file");
        file.write_all(text.as_bytes()).expect("it is written");
        file.persist(path).expect("it is put into place");
    }
}

/// The gateway as a process. It ends when this is dropped.
pub(crate) struct Running {
    child: Child,
    address: SocketAddr,
}

impl Running {
    pub(crate) fn start(folder: &Folder, environment: &str, more: &[&str]) -> Self {
        Self::start_with(folder, environment, more, &[])
    }

    /// As `start`, with variables.
    pub(crate) fn start_with(
        folder: &Folder,
        environment: &str,
        more: &[&str],
        variables: &[(&str, &Path)],
    ) -> Self {
        Self::start_in(folder.path(), environment, more, variables)
    }

    /// As `start_with`, in any directory.
    pub(crate) fn start_in(
        directory: &Path,
        environment: &str,
        more: &[&str],
        variables: &[(&str, &Path)],
    ) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_llm-gateway"));
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("GATEWAY_") || name == "LOG_LEVEL") {
                command.env_remove(name);
            }
        }
        let mut child = command
            .arg("serve")
            .arg("--config")
            .arg(directory)
            .args(["--environment", environment, "--set", "listen=127.0.0.1:0"])
            .args(more)
            .env_remove("NOTIFY_SOCKET")
            .envs(variables.iter().copied())
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        output.read_line(&mut line).expect("a line");
        let Some(address) = line.trim().strip_prefix("listening on http://") else {
            let mut told = String::new();
            let _ = child.stderr.take().expect("its errors").read_to_string(&mut told);
            panic!("it does not listen: {line}{told}");
        };
        Self { address: address.parse().expect("an address"), child }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        Connection::open(self.address).ask(method, path, headers, body)
    }

    pub(crate) fn metric(&self, name: &str) -> f64 {
        let text = self.ask("GET", "/metrics", &[], "").body;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("{name} is not in\n{text}")).parse().expect("a number")
    }

    pub(crate) fn generation(&self) -> u64 {
        let ready = self.ask("GET", "/readyz", &[], "");
        let ready: serde_json::Value = serde_json::from_str(&ready.body).expect("it is JSON");
        ready["generation"].as_u64().expect("a number")
    }

    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status();
        assert!(sent.expect("the signal is sent").success());
    }

    /// Ends it as a supervisor does, and gives what it wrote for people.
    pub(crate) fn stop(mut self) -> String {
        self.signal("TERM");
        let mut told = String::new();
        self.child.stderr.take().expect("its errors").read_to_string(&mut told).expect("text");
        let status = self.child.wait().expect("it ends");
        assert!(status.success(), "{status}: {told}");
        told
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A model server that says who it is and what it was asked.
pub(crate) struct Upstream {
    address: SocketAddr,
}

impl Upstream {
    pub(crate) fn start(name: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address");
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                std::thread::spawn(move || serve(name, stream));
            }
        });
        Self { address }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

fn serve(name: &str, stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let mut stream = BufReader::new(stream);
    while let Some(Message { first, headers, body }) = read(&mut stream) {
        let header = |name: &str| {
            headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
        };
        let asked = first.strip_suffix(" HTTP/1.1").unwrap_or(&first);
        let text = format!("{asked} {body}");
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nX-Served-By: {name}\r\nX-Authorization: {}\r\n\r\n{text}",
            text.len(),
            header("authorization")
        );
        if stream.get_mut().write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}
