"""Things broken on purpose: killed processes, full disks, hostile files, and ten thousand documents."""
