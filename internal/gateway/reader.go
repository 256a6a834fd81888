package gateway

// Missing is what a reader lacks in a bucket that holds a site, as "from: key". The reader comes
// to the first page or the root of the search, or has the address of a page that was published,
// and goes everywhere from there; leads tells the keys to which an object leads. Where there is
// no first page nobody finds the way in, and nothing is missing.
func Missing(all map[string]Object, published []string, leads func(key string, o Object) []string) (list []string) {
	if _, ok := all["index.html"]; !ok {
		return nil
	}
	seen := map[string]bool{}
	var visit func(from, key string)
	visit = func(from, key string) {
		if seen[key] {
			return
		}
		seen[key] = true
		o, ok := all[key]
		if !ok {
			list = append(list, from+": "+key)
			return
		}
		for _, to := range leads(key, o) {
			visit(key, to)
		}
	}
	visit("", "index.html")
	visit("", "search/index/root.js")
	for _, key := range published {
		if _, ok := all[key]; ok {
			visit("", key)
		}
	}
	return list
}
