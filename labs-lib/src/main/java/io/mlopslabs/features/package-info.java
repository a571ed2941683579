// SPDX-License-Identifier: Apache-2.0
/**
 * Features: how do raw values, here texts, become the numbers that a model learns from?
 *
 * <p>Start with {@link io.mlopslabs.features.CountVectorizer}: {@code CountVectorizer.standard().nGrams(1, 2).fit(trainTexts)} learns a vocabulary,
 * and the {@link io.mlopslabs.features.BagOfWords} it returns counts any text's terms into a {@link io.mlopslabs.features.SparseMatrix}. {@link
 * io.mlopslabs.features.TfidfTransformer} weighs them, {@link io.mlopslabs.features.NaiveBayes} learns classes from them, and {@link
 * io.mlopslabs.features.LearningCurve} says whether more rows would help.
 *
 * <p>Guaranteed: what is fitted is a value of its own and cannot change, so the numbers of the train part are the same in training and in use;
 * nothing is learned from what is transformed.
 *
 * <p>Naive Bayes is a classifier and lives here all the same: it is the baseline that shows what features are worth, it needs nothing but
 * counts, and the rooms for labelling, tuning and evaluation come later and use it. So does the learning curve, which knows no model and no
 * metric: its caller passes both in.
 *
 * <p>Left out: stop words, stemming, and trained embeddings.
 *
 * <p>Agrees with scikit-learn's {@code CountVectorizer}, {@code TfidfTransformer}, {@code MultinomialNB}, {@code BernoulliNB}, {@code ComplementNB},
 * {@code GaussianNB} and {@code learning_curve}. Tribuo's multinomial naive Bayes has no class prior.
 */
package io.mlopslabs.features;
