"""What every scale does, real or simulated."""

import pytest

from cart.errors import DeviceError, DeviceMissing


def test_a_sample_is_the_word_with_its_time(scale_rig):
    sample = scale_rig.source.read()
    assert sample.counts == 4_711
    assert isinstance(sample.counts, int)
    assert sample.at == pytest.approx(scale_rig.clock.now(), abs=0.5)


def test_time_does_not_run_back(scale_rig):
    times = [scale_rig.source.read().at for _ in range(20)]
    assert times == sorted(times)


@pytest.mark.parametrize("word", [0, 1, 38_999])
def test_no_word_is_lost(scale_rig, word):
    scale_rig.give(word)
    assert scale_rig.source.read().counts == word


def test_it_says_its_rate(scale_rig):
    assert 1 <= scale_rig.source.rate_hz <= 1_000


def test_unplugged_is_an_error_with_words_and_replugged_goes_on(scale_rig):
    scale_rig.source.read()
    scale_rig.unplug()
    with pytest.raises(DeviceError, match=r"[A-Z].+\. .+\."):
        scale_rig.source.read()
    scale_rig.plug()
    assert scale_rig.source.read().counts == 4_711


def test_a_closed_scale_gives_nothing(scale_rig):
    scale_rig.source.read()
    scale_rig.source.close()
    scale_rig.source.close()
    with pytest.raises(DeviceMissing):
        scale_rig.source.read()
