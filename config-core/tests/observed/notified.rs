//! systemd.

use std::os::unix::net::UnixDatagram;

use config_core::systemd::Notifier;

use crate::{CANARY, Managed};

/// Everything that came since the last call.
fn heard(socket: &UnixDatagram) -> Vec<String> {
    let mut buffer = [0; 4096];
    let mut heard = Vec::new();
    while let Ok(length) = socket.recv(&mut buffer) {
        let text = String::from_utf8(buffer[..length].to_vec()).expect("text");
        // The time is another one each time.
        heard.push(text.split("\nMONOTONIC_USEC=").next().unwrap_or_default().to_owned());
    }
    heard
}

#[test]
fn a_reload_is_told_from_its_beginning_to_its_end() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).expect("a socket");
    socket.set_nonblocking(true).expect("it does not wait");
    let managed = Managed::with(|builder| builder.systemd(Notifier::new(&path).expect("a notifier")));
    assert_eq!(heard(&socket), Vec::<String>::new(), "that it is ready is for the service to say");

    managed.write("rate: 2");
    managed.manager.reload().expect("it reloads");
    assert_eq!(heard(&socket), ["RELOADING=1", "STATUS=serving generation 2", "READY=1"]);

    managed.write("rate: 1000");
    managed.manager.reload().expect_err("it is out of range");
    let told = heard(&socket);
    assert_eq!((told[0].as_str(), told[2].as_str(), told.len()), ("RELOADING=1", "READY=1", 3));
    assert!(
        told[1].starts_with("STATUS=reload rejected: CFG0401: rate: 1000 is outside of its range"),
        "{told:?}"
    );
    assert!(told[1].contains("seen.yaml:1:7") && told[1].ends_with("serving generation 2"), "{told:?}");

    managed.write("rate: 2\nport: 2");
    managed.manager.reload().expect("it is held");
    assert_eq!(heard(&socket)[1], "STATUS=serving generation 2; changes wait for a restart");

    managed.write("rate: [\n");
    managed.manager.reload().expect_err("it is broken");
    assert!(!heard(&socket).concat().contains(CANARY));
    drop(socket);
    managed.write("rate: 3");
    managed.manager.reload().expect("without systemd it reloads as well");
}
