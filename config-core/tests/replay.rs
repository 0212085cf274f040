//! What a fuzzer would do, without a fuzzer: seeds and the same mutations of them every time.

#[path = "../fuzz/check.rs"]
mod check;

use std::path::Path;

/// The seeds of a target.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count.max(1)
    }
}

/// One to four changes: a byte, a piece left out, a piece twice, a piece of another seed.
fn mutate(seed: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    const LIKELY: &[u8] = b"${}[]:=,-\"'#&*!|>%@ \n\t\r\0\xff09azAZ.";
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(4) {
        let (at, length) = (random.below(bytes.len() + 1), random.below(12));
        let end = (at + length).min(bytes.len());
        match random.below(5) {
            0 => bytes.insert(at, LIKELY[random.below(LIKELY.len())]),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let from = random.below(other.len() + 1);
                let piece = other[from..(from + 20).min(other.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = LIKELY[random.below(LIKELY.len())];
                }
            }
        }
    }
    bytes
}

fn replay(target: &str, check: fn(&[u8]), mutations: usize) {
    let seeds = seeds(target);
    assert!(seeds.len() >= 5, "the seeds of {target} are gone");
    seeds.iter().for_each(|seed| check(seed));
    let mut random = Random(7);
    for _ in 0..mutations {
        let (seed, other) = (&seeds[random.below(seeds.len())], &seeds[random.below(seeds.len())]);
        let text = mutate(seed, other, &mut random);
        let outcome = std::panic::catch_unwind(|| check(&text));
        assert!(outcome.is_ok(), "{target}: {}", text.escape_ascii());
    }
    println!("{target}: {} seeds and {mutations} mutations", seeds.len());
}

#[test]
fn any_file_is_read_or_refused() {
    replay("reader", check::reader, 1_500);
}

#[test]
fn any_text_with_references_is_read_or_refused() {
    replay("reference", check::reference, 1_500);
}
