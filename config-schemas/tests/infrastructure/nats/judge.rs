//! What the real server says of the cases. A server that is not installed is left out, and said so.

use std::process::Command;

use super::refused::{self, Case};
use super::{accepted, told, values};
use crate::file;
use crate::servers::{newer_nats, program};

/// How often the server may take a file before it counts as taken.
const TRIES: usize = 24;

#[test]
fn the_server_refuses_what_is_refused_here() {
    let Some(server) = program("CONFIG_TEST_NATS", "nats-server") else {
        println!("left out: nats-server is not installed");
        return;
    };
    let mut tables: Vec<&[Case]> = vec![refused::UNKNOWN, refused::GRAMMAR, values::VALUES];
    if newer_nats(&server) {
        tables.push(values::NEWER);
    } else {
        println!("left out: {} cases that only servers from 2.12 refuse", values::NEWER.len());
    }
    let directory = tempfile::tempdir().unwrap();
    let (mut cases, mut placed, mut same) = (0, 0, 0);
    for (text, _) in tables.into_iter().flatten() {
        let path = file(&directory, "nats.conf", text);
        // The server walks its maps in a random order, and finds some mistakes in one of them alone.
        let said = (0..TRIES).find_map(|_| {
            let output = Command::new(&server).arg("-t").arg("-c").arg(&path).output().unwrap();
            let said = String::from_utf8_lossy(&output.stdout).into_owned()
                + &String::from_utf8_lossy(&output.stderr);
            (!output.status.success()).then_some(said)
        });
        let said = said.unwrap_or_else(|| panic!("the server takes\n{text}"));
        cases += 1;
        let places = said.split("nats.conf:").skip(1).filter_map(|rest| rest.split(": ").next());
        let places: Vec<&str> = places.collect();
        placed += usize::from(!places.is_empty());
        same += usize::from(told(text).iter().any(|told| {
            let place = told.split(' ').nth(1).unwrap_or_default();
            places.contains(&place)
        }));
    }
    println!(
        "nats: the server refused {cases} of {cases}, and {same} of {placed} at the same line and column"
    );
    // The others are told at the value itself, or at an element, where the server tells the setting around it.
    assert!(same * 10 >= placed * 8, "{same} of {placed}");
}

#[test]
fn the_server_takes_what_is_taken_here() {
    let Some(server) = program("CONFIG_TEST_NATS", "nats-server") else {
        println!("left out: nats-server is not installed");
        return;
    };
    let mut tables: Vec<&[&str]> = vec![accepted::ACCEPTED];
    if newer_nats(&server) {
        tables.push(accepted::NEWER);
    } else {
        println!("left out: {} cases that only servers from 2.12 take", accepted::NEWER.len());
    }
    let directory = tempfile::tempdir().unwrap();
    for text in tables.into_iter().flatten() {
        let written = config_schemas::native::rewrite("nats", file(&directory, "nats.conf", text)).unwrap();
        for text in [(*text).to_owned(), written] {
            let path = file(&directory, "nats.conf", &text);
            let output = Command::new(&server).arg("-t").arg("-c").arg(path).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "the server refuses\n{text}\n{said}");
        }
    }
}
