import sys

from kudelma.doors.terminal import main

sys.exit(main())
