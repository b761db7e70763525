"""A document of a clinic's own that keeps every rule."""

COMPLETED = """---
id: parking
title: Parking
topic: phases
audience: patient
language: en
phase: session_day
status: source-checked
written_on: 2026-11-23
review_by: 2027-11-23
sources: [clinic-own]
passages:
  parking:
    questions:
      - "where do i park"
      - "is there a car park at your house"
      - "can my driver wait in the car"
      - "how do i open the gate"
---

## Where can I park? {#parking}

You can park behind the house, and the gate opens for patients on the day. [@clinic-own]
Ring the bell at the gate when you come, and somebody of the team lets you in. [@clinic-own]
Your driver can wait in the car or with us in the house. [@clinic-own]
"""
