# What R's nnet reaches on the tables of a folder, on their folds: Rscript nnet.R FOLDER OUT.json [NAME ...]
# The format of the tables is that of TableFile.cs, what is written that of scores.json there. nnet has no default for the number of units: 10 here, with
# the decay and the iterations of the examples in its documentation (5e-4 and 200). Texts are one-hot (two values: one column; unknown ones: zeros), missing
# numbers the median and an indicator, both fitted on the training folds, and all columns are standardized. Classes: accuracy, log loss with probabilities
# cut at 1e-6, the area under the ROC curve (of two classes). Numbers, which are standardized for training: R², root mean squared error, mean absolute error.
library(nnet)

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
wanted <- arguments[-(1:2)]

# The columns of all rows as numbers, by what the rows in train know.
encode <- function(data, train) {
  columns <- list()
  for (name in names(data)) {
    values <- data[[name]]
    if (startsWith(name, "n_")) {
      missing <- is.na(values)
      values[missing] <- median(values[train], na.rm = TRUE)
      columns[[name]] <- values
      if (any(missing[train])) columns[[paste(name, "gap")]] <- as.numeric(missing)
    } else {
      values[values == ""] <- NA
      levels <- sort(unique(values[train]))
      if (length(levels) == 2) levels <- levels[2]
      for (level in levels) columns[[paste(name, level)]] <- as.numeric(!is.na(values) & values == level)
    }
  }
  X <- do.call(cbind, columns)
  deviation <- apply(X[train, , drop = FALSE], 2, sd)
  deviation[!(deviation > 0)] <- 1
  scale(X, colMeans(X[train, , drop = FALSE]), deviation)
}

area <- function(p, second) {
  ranks <- rank(p)
  (sum(ranks[second]) - sum(second) * (sum(second) + 1) / 2) / (sum(second) * sum(!second))
}

ofClasses <- function(X, target, train) {
  labels <- factor(target)
  set.seed(0)
  if (nlevels(labels) == 2) {
    fit <- nnet(X[train, ], as.numeric(labels)[train] - 1, size = 10, decay = 5e-4, maxit = 200, entropy = TRUE, MaxNWts = 1e6, trace = FALSE)
    p <- predict(fit, X[!train, ])
    P <- cbind(1 - p, p)
  } else {
    fit <- nnet(X[train, ], class.ind(labels)[train, ], size = 10, decay = 5e-4, maxit = 200, softmax = TRUE, MaxNWts = 1e6, trace = FALSE)
    P <- predict(fit, X[!train, ])
  }
  own <- P[cbind(seq_len(nrow(P)), as.numeric(labels)[!train])]
  c(mean(max.col(P, "first") == as.numeric(labels)[!train]), -mean(log(pmax(own, 1e-6))),
    if (nlevels(labels) == 2) area(P[, 2], labels[!train] == levels(labels)[2]) else NA)
}

ofNumbers <- function(X, target, train) {
  set.seed(0)
  y <- (target - mean(target[train])) / sd(target[train])
  fit <- nnet(X[train, ], y[train], size = 10, decay = 5e-4, maxit = 200, linout = TRUE, MaxNWts = 1e6, trace = FALSE)
  yHat <- predict(fit, X[!train, ])[, 1] * sd(target[train]) + mean(target[train])
  test <- target[!train]
  c(1 - sum((yHat - test)^2) / sum((test - mean(test))^2), sqrt(mean((yHat - test)^2)), mean(abs(yHat - test)))
}

manifest <- read.csv(file.path(folder, "manifest.csv"))
sets <- c()
for (row in order(manifest$rows)) {
  name <- manifest[row, 1]
  if (length(wanted) > 0 && !(name %in% wanted)) next
  hasClasses <- manifest$task[row] == "class"
  header <- names(read.csv(file.path(folder, paste0(name, ".csv.gz")), nrows = 1, check.names = FALSE))
  types <- ifelse(startsWith(header, "n_") | (header == "target" & !hasClasses), "numeric", "character")
  table <- read.csv(file.path(folder, paste0(name, ".csv.gz")), colClasses = types, na.strings = "", quote = "", check.names = FALSE)
  features <- table[startsWith(names(table), "n_") | startsWith(names(table), "c_")]
  scores <- c()
  for (fold in grep("^fold", names(table), value = TRUE)) {
    for (part in sort(unique(table[[fold]]))) {
      train <- table[[fold]] != part
      X <- encode(features, train)
      scores <- rbind(scores, if (hasClasses) ofClasses(X, table$target, train) else ofNumbers(X, table$target, train))
    }
  }
  means <- colMeans(scores)
  cat(name, format(means, digits = 4), "\n")
  numbers <- ifelse(is.na(means), "null", sprintf("%.5f", means))
  sets <- c(sets, sprintf('  "%s": {"R nnet": [%s]}', name, paste(numbers, collapse = ", ")))
  writeLines(c("{", paste(sets, collapse = ",\n"), "}"), arguments[2])
}
