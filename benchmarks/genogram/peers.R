# Lays families out with kinship2: Rscript peers.R; a family is a block of tab-separated lines ended by an empty one.
# In: "P id father mother sex" per person, "S a b" per childless couple. Out: "ms", "D id x y" lines, or "E message"; ".".
suppressMessages(library(kinship2))
input <- file("stdin", open = "r")
rows <- list(); spouses <- list()
answer <- function() {
  people <- do.call(rbind, rows)
  ids <- people[, 1]
  relation <- if (length(spouses)) data.frame(id1 = sapply(spouses, `[`, 1), id2 = sapply(spouses, `[`, 2), code = 4)
  start <- proc.time()[["elapsed"]]
  args <- list(id = ids, dadid = people[, 2], momid = people[, 3], sex = as.integer(people[, 4]), missid = "0")
  if (!is.null(relation)) args$relation <- relation
  made <- suppressWarnings(align.pedigree(do.call(pedigree, args)))
  ms <- (proc.time()[["elapsed"]] - start) * 1000
  cat("ms", ms, "\n")
  for (level in seq_along(made$n)) for (spot in seq_len(made$n[level]))
    cat("D", ids[floor(made$nid[level, spot])], made$pos[level, spot] * 60, level * 100, "\n")
}
repeat {
  line <- readLines(input, n = 1)
  if (!length(line)) break
  if (line == "") {
    tryCatch(answer(), error = function(e) cat("E", substr(gsub("\n", " ", conditionMessage(e)), 1, 160), "\n"))
    cat(".\n"); flush(stdout()); rows <- list(); spouses <- list()
  } else {
    words <- strsplit(line, "\t")[[1]]
    if (words[1] == "P") rows[[length(rows) + 1]] <- words[-1] else spouses[[length(spouses) + 1]] <- words[-1]
  }
}
