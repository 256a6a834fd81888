package command

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongshi/internal/starter"
)

func newNew(sys System) *cobra.Command {
	var ci string
	c := &cobra.Command{
		Use:   "new DIR",
		Short: "Start a portal: settings, empty tables, forms to fill in",
		Long: "New makes a portal in DIR, which must not exist or be empty: settings in which every key is\n" +
			"explained, empty tables, .xlsx forms with lists, notes and an example, a README, and a JSON\n" +
			"Schema for editors. It is ready to check and build. With --ci it can also publish itself every\n" +
			"night, once the workflow's two marked lines are filled in.",
		Args: cobra.ExactArgs(1),
	}
	c.RunE = run(func(c *cobra.Command, args []string) error {
		if ci != "" && !slices.Contains(starter.Hosts(), ci) {
			return usageError{fmt.Errorf("--ci: wanted %s, found %q", strings.Join(starter.Hosts(), " or "), ci)}
		}
		base, err := c.Flags().GetString("directory")
		if err != nil {
			return err
		}
		if args[0] == "" {
			return usageError{fmt.Errorf("wanted the name of a folder, found an empty one")}
		}
		dir := args[0]
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(base, dir)
		}
		files, err := starter.Files(ci)
		if err != nil {
			return err
		}
		if err := starter.Create(dir, files); err != nil {
			return fmt.Errorf("new portal: %w", err)
		}
		_, err = fmt.Fprint(sys.Stdout, nextSteps(dir, ci, files))
		return err
	})
	c.Flags().StringVar(&ci, "ci", "", "add what publishes the portal every night: `github` or gitlab")
	return c
}

// nextSteps says in both languages what a new portal holds and what to do with it.
func nextSteps(dir, ci string, files []starter.File) string {
	at := quoted(dir)
	var zh, en strings.Builder
	fmt.Fprintf(&zh, "新建了门户 %s，共 %d 个文件。\n", dir, len(files))
	fmt.Fprintf(&en, "Made the portal %s with %d files.\n", dir, len(files))
	type step struct{ zh, en, command string }
	steps := []step{
		{"在 gongshi.yaml 里写上站点名称、主办单位和网址", "put the site's name, operator and address into gongshi.yaml", ""},
		{"打开 forms/ 里的表填好，放进 data/", "fill in the forms in forms/ and put them into data/", ""},
		{"检查", "check", "gongshi check -C " + at},
		{"查看", "look", "gongshi serve -C " + at},
		{"生成网站", "build", "gongshi build -C " + at},
	}
	if ci != "" {
		steps = append(steps, step{"发布前在 " + starter.Workflow(ci) + " 里填上程序的仓库和版本", "before publishing, name the program's repository and version in " + starter.Workflow(ci), ""})
	}
	for i, s := range steps {
		line := func(b *strings.Builder, text, colon string) {
			if s.command != "" {
				text += colon + s.command
			}
			fmt.Fprintf(b, "  %d. %s\n", i+1, text)
		}
		line(&zh, s.zh, "：")
		line(&en, s.en, ": ")
	}
	return zh.String() + "\n" + en.String()
}

// quoted is a folder's name as it is typed in a shell.
func quoted(dir string) string {
	if strings.ContainsAny(dir, " \t'\"$&;()") {
		return "'" + strings.ReplaceAll(dir, "'", `'\''`) + "'"
	}
	return dir
}
