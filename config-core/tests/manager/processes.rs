//! Faults that take a process of their own: a limit of the system, and a death in the middle of a swap.

use std::process::{Command, Stdio};
use std::time::Duration;

use config_core::manager::{InfrastructureService as _, JsonLinesFile, Outcome, Status, Watching};

use crate::common::{Place, eventually};

/// Where the tests of a child find their files.
const DIRECTORY: &str = "MANAGER_TEST_DIRECTORY";

/// The command that runs one test of this program alone.
fn child(name: &str) -> Vec<String> {
    let program = std::env::current_exe().unwrap().display().to_string();
    let arguments = ["--ignored", "--exact", name, "--nocapture"];
    std::iter::once(program).chain(arguments.map(str::to_owned)).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn without_watches_the_poll_goes_on_and_health_says_so() {
    let place = Place::new("left: 40\nright: 60\n");
    let limit = "/proc/sys/user/max_inotify_watches";
    let command = child("processes::child_without_watches");
    // The limit is that of a user namespace, so that no other process feels it.
    let script = format!("echo 0 > {limit} || exit 77; exec \"$@\"");
    let output = Command::new("unshare")
        .args(["-Ur", "sh", "-c", &script, "sh"])
        .args(&command)
        .env(DIRECTORY, place.root())
        .output();
    let output = match output {
        Ok(output) if !String::from_utf8_lossy(&output.stdout).contains("running 1 test") => {
            println!("left out: no namespace of its own: {}", String::from_utf8_lossy(&output.stderr));
            return;
        }
        Ok(output) => output,
        Err(error) => {
            println!("left out: no unshare command: {error}");
            return;
        }
    };
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
#[ignore = "run by another test in a process with a limit"]
fn child_without_watches() {
    let place = Place::at(std::env::var_os(DIRECTORY).unwrap().into());
    let manager = place.builder().poll(Duration::from_millis(20)).build().unwrap();
    manager.start().unwrap();
    let health = manager.health();
    assert!(
        matches!(&health.watching, Watching::Polling(reason) if reason.contains("max_user_watches")),
        "{health:?}"
    );
    assert_eq!(health.status, Status::Degraded);
    assert!(health.is_ready());
    place.write("left: 41\nright: 59\n");
    eventually("the poll notices", || manager.current().left == 41);
    std::fs::write("/proc/sys/user/max_inotify_watches", "100").unwrap();
    eventually("events are back", || manager.health().watching == Watching::Events);
    assert_eq!(manager.health().status, Status::Healthy);
}

#[test]
fn a_death_at_any_point_leaves_nothing_broken() {
    let place = Place::new("left: 40\nright: 60\n");
    let log = place.root().join("changes.jsonl");
    let command = child("processes::child_that_is_killed");
    let mut swapped = 0;
    for round in 0..12 {
        let mut child = Command::new(&command[0])
            .args(&command[1..])
            .env(DIRECTORY, place.root())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Wait for the storm, then kill at another moment each time.
        let lines = || std::fs::read_to_string(&log).map_or(0, |text| text.lines().count());
        let before = lines();
        eventually("the child reloads", || lines() > before + 5);
        std::thread::sleep(Duration::from_micros(731 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        // A new process starts from the sources alone, and the log goes on after what was torn.
        place.replace("left: 40\nright: 60\n");
        let manager = place.builder().audit(JsonLinesFile::open(&log).unwrap()).build().unwrap();
        assert_eq!((manager.current().left, manager.health().status), (40, Status::Healthy));
        let text = std::fs::read_to_string(&log).unwrap();
        let torn =
            text.lines().filter(|line| serde_json::from_str::<serde_json::Value>(line).is_err()).count();
        assert!(torn <= round as usize + 1, "at most one line is torn by each death");
        swapped = text.matches("\"event\": \"swapped\"").count();
    }
    assert!(swapped > 12, "{swapped} swaps before the deaths");
}

#[test]
#[ignore = "run by another test, which kills it"]
fn child_that_is_killed() {
    let place = Place::at(std::env::var_os(DIRECTORY).unwrap().into());
    let log = JsonLinesFile::open(place.root().join("changes.jsonl")).unwrap();
    let manager = place.builder().audit(log).build().unwrap();
    manager.start().unwrap();
    for round in 0..1_000_000_u32 {
        let left = round % 100;
        place.replace(&format!("left: {left}\nright: {}\n", 100 - left));
        assert!(!matches!(manager.reload(), Ok(Outcome::RolledBack { .. })));
    }
}
