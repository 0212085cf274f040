//! The protocol of `sd_notify`, against a socket as systemd has it.
#![cfg(all(feature = "systemd", unix))]

use std::os::unix::net::UnixDatagram;

use config_core::systemd::Notifier;

fn received(socket: &UnixDatagram) -> String {
    let mut buffer = [0; 4096];
    socket.set_read_timeout(Some(std::time::Duration::from_secs(5))).expect("a time limit");
    let length = socket.recv(&mut buffer).expect("a datagram");
    String::from_utf8(buffer[..length].to_vec()).expect("text")
}

fn speaks(socket: &UnixDatagram, notifier: &Notifier) {
    notifier.ready().expect("it is sent");
    assert_eq!(received(socket), "READY=1");
    let before = uptime();
    notifier.reloading().expect("it is sent");
    let told = received(socket);
    let microseconds = told.strip_prefix("RELOADING=1\nMONOTONIC_USEC=").expect(&told);
    let microseconds: u64 = microseconds.parse().expect("a number");
    if let Some(before) = before {
        // The clock of `/proc/uptime` also counts the time asleep, so it is never behind.
        assert!(microseconds <= before + 1_000_000, "{microseconds} against {before}");
        assert!(microseconds > 0);
    }
    notifier.status("rejected: a\nREADY=1\tb").expect("it is sent");
    assert_eq!(received(socket), "STATUS=rejected: a READY=1 b");
    notifier.stopping().expect("it is sent");
    assert_eq!(received(socket), "STOPPING=1");
}

fn uptime() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/uptime").ok()?;
    let seconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some((seconds * 1e6) as u64)
}

#[test]
fn a_socket_at_a_path_hears_everything() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).expect("a socket");
    speaks(&socket, &Notifier::new(&path).expect("a notifier"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_socket_with_an_abstract_name_hears_everything() {
    use std::os::linux::net::SocketAddrExt as _;
    let name = format!("config-core-test-{}", std::process::id());
    let address = std::os::unix::net::SocketAddr::from_abstract_name(&name).expect("an address");
    let socket = UnixDatagram::bind_addr(&address).expect("a socket");
    speaks(&socket, &Notifier::new(format!("@{name}")).expect("a notifier"));
}

#[test]
fn other_addresses_are_refused_and_a_missing_socket_is_an_error() {
    for address in ["", "relative/path", "vsock:1:2"] {
        assert!(Notifier::new(address).is_err(), "{address}");
    }
    let notifier = Notifier::new("/no/such/socket").expect("the address is well-formed");
    assert!(notifier.ready().is_err());
}
