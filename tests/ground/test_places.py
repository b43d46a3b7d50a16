from pathlib import Path

from werkveld.ground.places import from_sources, region_package


def test_a_folder_is_taken_as_it_is(tmp_path: Path):
    assert region_package(str(tmp_path)) == tmp_path


def test_a_name_means_a_package_that_comes_with_the_product():
    assert from_sources()
    assert region_package("midden-nederland").is_dir()
