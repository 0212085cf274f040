//! Telling systemd what the service does, by the protocol of `sd_notify`. Feature `systemd`.
//!
//! For a unit with `Type=notify-reload`, `systemctl reload` waits for [`Notifier::reloading`] and then
//! [`Notifier::ready`]; without the time that goes with the first it would wait until it gives up.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};

/// The way to systemd. Every call is one datagram; nothing waits for an answer.
///
/// ```no_run
/// use config_core::systemd::Notifier;
///
/// // Nothing when the service does not run under systemd.
/// if let Some(systemd) = Notifier::from_env()? {
///     systemd.ready()?;
///     systemd.status("serving generation 1")?;
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Notifier {
    socket: UnixDatagram,
    address: SocketAddr,
}

impl Notifier {
    /// The socket that the variable `NOTIFY_SOCKET` names; nothing when it is not set.
    ///
    /// # Errors
    ///
    /// When the address is neither a path nor an abstract name, or the system gives no socket.
    pub fn from_env() -> std::io::Result<Option<Self>> {
        std::env::var_os("NOTIFY_SOCKET").map(|address| Self::new(&address)).transpose()
    }

    /// The socket at an address: an absolute path, or an abstract name after `@`.
    ///
    /// # Errors
    ///
    /// As [`Notifier::from_env`].
    pub fn new(address: impl AsRef<OsStr>) -> std::io::Result<Self> {
        let address = address.as_ref();
        let address = match address.as_bytes().split_first() {
            Some((b'@', name)) => abstract_address(name)?,
            Some((b'/', _)) => SocketAddr::from_pathname(address)?,
            _ => {
                return Err(std::io::Error::new(
                    std::io::ErrorKind::InvalidInput,
                    "NOTIFY_SOCKET is neither an absolute path nor an abstract name",
                ));
            }
        };
        Ok(Self { socket: UnixDatagram::unbound()?, address })
    }

    /// The service is ready, at the start or after a reload.
    ///
    /// # Errors
    ///
    /// When the datagram cannot be sent.
    pub fn ready(&self) -> std::io::Result<()> {
        self.send("READY=1")
    }

    /// A reload begins. [`Notifier::ready`] must follow, whether the reload succeeds or not.
    ///
    /// # Errors
    ///
    /// When the datagram cannot be sent.
    pub fn reloading(&self) -> std::io::Result<()> {
        let now = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
        let microseconds = i128::from(now.tv_sec) * 1_000_000 + i128::from(now.tv_nsec) / 1_000;
        self.send(&format!("RELOADING=1\nMONOTONIC_USEC={microseconds}"))
    }

    /// What the service does, in one line, for `systemctl status`. It must hold no secret.
    ///
    /// # Errors
    ///
    /// When the datagram cannot be sent.
    pub fn status(&self, status: &str) -> std::io::Result<()> {
        // A line end would begin another assignment.
        let line: String =
            status.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
        self.send(&format!("STATUS={line}"))
    }

    /// The service ends.
    ///
    /// # Errors
    ///
    /// When the datagram cannot be sent.
    pub fn stopping(&self) -> std::io::Result<()> {
        self.send("STOPPING=1")
    }

    fn send(&self, state: &str) -> std::io::Result<()> {
        self.socket.send_to_addr(state.as_bytes(), &self.address).map(drop)
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn abstract_address(name: &[u8]) -> std::io::Result<SocketAddr> {
    <SocketAddr as std::os::linux::net::SocketAddrExt>::from_abstract_name(name)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn abstract_address(_name: &[u8]) -> std::io::Result<SocketAddr> {
    Err(std::io::Error::new(std::io::ErrorKind::Unsupported, "this system has no abstract addresses"))
}
