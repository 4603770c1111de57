"""Patterns over time: the child's voice, runs of missed appointments, moves, parallel episodes."""

from irwell.chronology.patterns.child_voice import Voice, VoiceOver, child_voice, voice_observations
from irwell.chronology.patterns.episodes import Episode, episodes, parallel_episodes
from irwell.chronology.patterns.missed import missed_runs
from irwell.chronology.patterns.movements import movements

__all__ = [
    "Episode",
    "Voice",
    "VoiceOver",
    "child_voice",
    "episodes",
    "missed_runs",
    "movements",
    "parallel_episodes",
    "voice_observations",
]
