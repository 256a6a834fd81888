package main

// programs are what the test binary is when it is called by their names.
var programs = map[string]func(){"gongshi": main, "gongshi-on-small-disks": onSmallDisks}
