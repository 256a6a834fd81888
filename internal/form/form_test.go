package form

import (
	"testing"

	"gongshi/internal/day"
)

func TestSerial(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int
	}{{"2020-10-30", 44134}, {"1900-03-01", 61}, {"2099-12-31", 73050}} {
		d, _, err := day.Parse(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := Serial(d); got != tt.want {
			t.Errorf("Serial(%s) = %d, want %d", tt.in, got, tt.want)
		}
	}
}
