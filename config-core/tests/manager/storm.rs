//! A small storm; the large one is `cargo run --release -p config-core --example manager_figures -- storm`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use config_core::manager::{InfrastructureService as _, Outcome};

use crate::common::Place;

#[test]
fn readers_never_see_what_is_invalid_or_mixed() {
    const ROUNDS: u32 = 2000;
    let place = Place::new("left: 40\nright: 60\n");
    let manager = Arc::new(place.manager());
    manager.start().unwrap();
    let (stop, reads) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let readers: Vec<_> = (0..4)
        .map(|number| {
            let (manager, stop, reads) = (Arc::clone(&manager), Arc::clone(&stop), Arc::clone(&reads));
            std::thread::spawn(move || {
                let mut reader = manager.reader();
                while !stop.load(Ordering::Relaxed) {
                    if number % 2 == 0 {
                        let service = reader.current();
                        assert_eq!(service.left + service.right, 100);
                    } else {
                        let snapshot = manager.current();
                        assert_eq!(snapshot.left + snapshot.right, 100);
                    }
                    if reads.fetch_add(1, Ordering::Relaxed) % 64 == 0 {
                        std::thread::sleep(std::time::Duration::from_micros(100));
                    }
                }
            })
        })
        .collect();
    for round in 0..ROUNDS {
        let left = round % 100;
        let whole = format!("left: {left}\nservers: []\nright: {}\n", 100 - left);
        match round % 6 {
            // Half a file: the right share is missing and its default does not fit, but for a left share of 50.
            0 if left != 50 => place.write(&whole[..whole.len() / 2]),
            3 => place.replace(&whole.replace("right: ", "right: 1")),
            1 | 4 => place.write(&whole),
            _ => place.replace(&whole),
        }
        let valid = !(round % 6 == 3 || (round % 6 == 0 && left != 50));
        match manager.reload() {
            Ok(Outcome::Applied { .. } | Outcome::Unchanged { .. }) => assert!(valid, "round {round}"),
            other => assert!(!valid && other.is_err(), "round {round}: {other:?}"),
        }
    }
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.join().unwrap();
    }
    assert!(reads.load(Ordering::Relaxed) > u64::from(ROUNDS), "they read meanwhile");
}
