package command

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(sys System) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: run(func(*cobra.Command, []string) error {
			goVersion := ""
			if info, ok := debug.ReadBuildInfo(); ok {
				goVersion = " " + info.GoVersion
			}
			_, err := fmt.Fprintf(sys.Stdout, "gongshi %s%s\n", version(), goVersion)
			return err
		}),
	}
}

// version is that of the program, "(devel)" where it was not built from a release.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
