"""Tests of cockpit.reports."""
