//! Changes are noticed however they come, and torn files are never taken.

use std::io::Write as _;
use std::time::Duration;

use config_core::manager::{ConfigurationManager, InfrastructureService as _, Status, Watching};

use crate::common::{Place, Service, eventually};

#[test]
fn plain_writes_and_renames_are_noticed() {
    let place = Place::new("left: 0\nright: 100\n");
    let manager = place.manager();
    manager.start().unwrap();
    assert_eq!(manager.health().watching, Watching::Events);
    for left in 1..=20 {
        let text = format!("left: {left}\nright: {}\n", 100 - left);
        if left % 2 == 0 {
            place.write(&text)
        } else {
            place.replace(&text)
        }
        eventually(&format!("left is {left}"), || manager.current().left == left);
    }
    assert_eq!(manager.current().generation(), 21, "one reload each");
    manager.stop();
    assert_eq!(manager.health().watching, Watching::Stopped);
    place.write("left: 50\nright: 50\n");
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(manager.current().left, 20);
    manager.start().unwrap();
    eventually("what changed in the meantime is noticed", || manager.current().left == 50);
}

#[test]
fn a_half_written_file_is_left_alone() {
    let place = Place::new("left: 40\nright: 60\nlimits:\n  tokens: 1000\n");
    let manager = place.manager();
    manager.start().unwrap();
    // Every prefix is a valid configuration; only the whole one may be taken.
    let mut file = std::fs::File::create(place.path()).unwrap();
    file.write_all(b"left: 50\nright: 50\n").unwrap();
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(manager.current().generation(), 1);
    file.write_all(b"limits:\n  tokens: 1500\n").unwrap();
    drop(file);
    eventually("the whole file is taken", || manager.current().left == 50);
    assert_eq!((manager.current().limits.tokens, manager.current().generation()), (1500, 2));
    assert_eq!(manager.health().status, Status::Healthy);
}

#[test]
fn what_is_wrong_is_reported_once_and_mended() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.manager();
    manager.start().unwrap();
    place.write("left: 41\nright: 60\n");
    eventually("the refusal is told", || manager.health().status == Status::Degraded);
    place.replace("left: 41\nright: 59\n");
    eventually("the mended file is taken", || manager.current().left == 41);
    assert_eq!(manager.health().status, Status::Healthy);
}

#[test]
fn without_events_the_poll_notices() {
    let place = Place::new("left: 40\nright: 60\n");
    let manager = place.builder().events(false).poll(Duration::from_millis(20)).build().unwrap();
    manager.start().unwrap();
    place.write("left: 41\nright: 59\n");
    eventually("the poll notices", || manager.current().left == 41);
    assert_eq!(manager.health().status, Status::Healthy, "polling on purpose is no fault");
}

#[test]
fn drop_ins_come_and_go() {
    let place = Place::new("left: 40\nright: 60\n");
    let drop_ins = place.root().join("service.d");
    let manager = ConfigurationManager::<Service>::builder(place.loader().directory(&drop_ins))
        .sighup(false)
        .build()
        .unwrap();
    manager.start().unwrap();
    std::fs::create_dir(&drop_ins).unwrap();
    std::fs::write(drop_ins.join("10-more.yaml"), "limits: {tokens: 1500}\n").unwrap();
    eventually("the drop-in is taken", || manager.current().limits.tokens == 1500);
    std::fs::write(drop_ins.join("20-still-more.yaml"), "limits: {tokens: 1600}\n").unwrap();
    eventually("the second one as well", || manager.current().limits.tokens == 1600);
    std::fs::remove_file(drop_ins.join("20-still-more.yaml")).unwrap();
    eventually("the first one counts again", || manager.current().limits.tokens == 1500);
    std::fs::remove_dir_all(&drop_ins).unwrap();
    eventually("the default counts again", || manager.current().limits.tokens == 1000);
}

#[test]
fn a_file_that_comes_late_is_noticed_and_so_is_what_it_extends() {
    let place = Place::new("left: 40\nright: 60\n");
    let late = place.root().join("later/late.yaml");
    let manager = ConfigurationManager::<Service>::builder(place.loader().optional_file(&late))
        .sighup(false)
        .build()
        .unwrap();
    manager.start().unwrap();
    std::fs::create_dir(place.root().join("base")).unwrap();
    std::fs::write(place.root().join("base/base.yaml"), "limits: {tokens: 1100}\n").unwrap();
    std::fs::create_dir(place.root().join("later")).unwrap();
    std::fs::write(&late, "$extends: ../base/base.yaml\n").unwrap();
    eventually("the late file is taken", || manager.current().limits.tokens == 1100);
    std::fs::write(place.root().join("base/base.yaml"), "limits: {tokens: 1200}\n").unwrap();
    eventually("its base is watched", || manager.current().limits.tokens == 1200);
}

#[test]
fn a_directory_that_is_replaced_is_watched_anew() {
    let place = Place::new("");
    let directory = place.root().join("conf");
    let with = |name: &str, left: u32| {
        let made = place.root().join(name);
        std::fs::create_dir(&made).unwrap();
        std::fs::write(made.join("service.yaml"), format!("left: {left}\nright: {}\n", 100 - left)).unwrap();
        made
    };
    with("conf", 1);
    let loader = config_core::Loader::new().file(directory.join("service.yaml"));
    let manager = ConfigurationManager::<Service>::builder(loader).sighup(false).build().unwrap();
    manager.start().unwrap();
    for round in 2..6 {
        let new = with("conf.new", round);
        std::fs::rename(&directory, place.root().join(format!("conf.{round}"))).unwrap();
        std::fs::rename(&new, &directory).unwrap();
        eventually("the new directory is read", || manager.current().left == round);
        let text = format!("left: {}\nright: {}\n", round + 10, 90 - round);
        std::fs::write(directory.join("service.yaml"), text).unwrap();
        eventually("and watched", || manager.current().left == round + 10);
    }
}

#[cfg(unix)]
#[test]
fn the_swap_of_a_mounted_volume_is_one_change() {
    use std::os::unix::fs::symlink;
    let place = Place::new("");
    let mount = place.root().join("mount");
    std::fs::create_dir(&mount).unwrap();
    let publish = |left: u32| {
        let version = format!("..2026_{left}");
        std::fs::create_dir(mount.join(&version)).unwrap();
        let text = format!("left: {left}\nright: {}\n", 100 - left);
        std::fs::write(mount.join(&version).join("service.yaml"), text).unwrap();
        symlink(&version, mount.join("..data_tmp")).unwrap();
        std::fs::rename(mount.join("..data_tmp"), mount.join("..data")).unwrap();
        if left > 1 {
            std::fs::remove_dir_all(mount.join(format!("..2026_{}", left - 1))).unwrap();
        }
    };
    publish(1);
    symlink("..data/service.yaml", mount.join("service.yaml")).unwrap();
    let loader = config_core::Loader::new().file(mount.join("service.yaml"));
    let manager = ConfigurationManager::<Service>::builder(loader).sighup(false).build().unwrap();
    manager.start().unwrap();
    for left in 2..=20 {
        publish(left);
        eventually(&format!("left is {left}"), || manager.current().left == left);
    }
    assert_eq!(manager.current().generation(), 20, "one reload each");
    assert_eq!(manager.health().status, Status::Healthy);
}

#[cfg(unix)]
#[test]
fn the_target_of_a_link_is_watched() {
    let place = Place::new("");
    let real = place.root().join("real");
    std::fs::create_dir(&real).unwrap();
    std::fs::write(real.join("v1.yaml"), "left: 1\nright: 99\n").unwrap();
    std::fs::write(real.join("v2.yaml"), "left: 2\nright: 98\n").unwrap();
    let link = place.root().join("link.yaml");
    std::os::unix::fs::symlink("real/v1.yaml", &link).unwrap();
    let loader = config_core::Loader::new().file(&link);
    let manager = ConfigurationManager::<Service>::builder(loader).sighup(false).build().unwrap();
    manager.start().unwrap();
    std::fs::write(real.join("v1.yaml"), "left: 3\nright: 97\n").unwrap();
    eventually("the target is watched", || manager.current().left == 3);
    std::os::unix::fs::symlink("real/v2.yaml", place.root().join("link.new")).unwrap();
    std::fs::rename(place.root().join("link.new"), &link).unwrap();
    eventually("the link is watched", || manager.current().left == 2);
    std::fs::write(real.join("v2.yaml"), "left: 4\nright: 96\n").unwrap();
    eventually("the new target is watched", || manager.current().left == 4);
}
